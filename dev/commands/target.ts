/** One running copy of a role. */
export interface Instance {
    readonly role: string;
    /** Its name on the target. */
    readonly name: string;
    /** What the target knows it by. */
    readonly id: string;
    /** Address that other instances reach it at. */
    readonly address: string;
}

/** Memory of an instance, in MiB. */
export interface Memory {
    readonly now: number;
    readonly peak: number;
}

/** A host of ours beside the platform, for a load generator. */
export interface Host {
    readonly address: string;
    /** Runs a command there; a status other than 0 is in the answer, not an error. */
    run(command: readonly string[]): Promise<{ status: number; output: string }>;
    remove(): Promise<void>;
}

/** What the commands, and the tests of what all targets promise, need of a platform that runs. */
export interface RunningTarget {
    instances(): Promise<Instance[]>;
    /** Runs a command in an instance, and gives what it printed. */
    exec(instance: Instance, command: readonly string[]): Promise<string>;
    /** What an instance logged since a time, each line after the time that it was logged at (RFC 3339). */
    logs(instance: Instance, since: Date): Promise<string>;
    /** What the target shows of an instance to whoever administers it: its environment, its mounts. */
    definition(instance: Instance): Promise<string>;
    /** Command lines of the processes of an instance. */
    processes(instance: Instance): Promise<string>;
    memory(instance: Instance): Promise<Memory>;
    /** Ends an instance with a signal that gives it no chance. */
    kill(instance: Instance): Promise<void>;
    /** Ends an instance as its platform would. */
    stop(instance: Instance): Promise<void>;
    start(instance: Instance): Promise<void>;
    /** Takes every instance of a role away until the function that it gives is called. */
    withhold(role: string): Promise<() => Promise<void>>;
    /** Names of all that the target has of the platform. */
    leftovers(): Promise<string[]>;
    /** Brings up a host beside the platform, from a folder with a Dockerfile. */
    host(name: string, image: string): Promise<Host>;
    /** Removes what hosts beside the platform left, an image or one that was interrupted. */
    removeHosts(): Promise<void>;
}
