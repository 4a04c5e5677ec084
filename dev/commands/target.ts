import type { StackOutputs, State, Step } from "./pulumi";

/** One running copy of a role. */
export interface RunningInstance {
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
export interface GeneratorHost {
    readonly address: string;
    /** Runs a command there; a status other than 0 is in the answer, not an error. */
    run(command: readonly string[]): Promise<{ status: number; output: string }>;
    remove(): Promise<void>;
}

/** What the commands, and the tests of what all targets promise, need of a platform that runs. */
export interface RunningTarget {
    instances(): Promise<RunningInstance[]>;
    /** Runs a command in an instance, and gives what it printed. */
    exec(instance: RunningInstance, command: readonly string[]): Promise<string>;
    /** What an instance logged since a time, each line after the time that it was logged at (RFC 3339). */
    logs(instance: RunningInstance, since: Date): Promise<string>;
    /** What the target shows of an instance to whoever administers it: its environment, its mounts. */
    definition(instance: RunningInstance): Promise<string>;
    /** Command lines of the processes of an instance. */
    processes(instance: RunningInstance): Promise<string>;
    memory(instance: RunningInstance): Promise<Memory>;
    /** What an instance used of the processors since it began, in seconds of one core. */
    processorSeconds(instance: RunningInstance): Promise<number>;
    /** Ends an instance with a signal that gives it no chance. */
    kill(instance: RunningInstance): Promise<void>;
    /** Ends an instance as its platform would. */
    stop(instance: RunningInstance): Promise<void>;
    start(instance: RunningInstance): Promise<void>;
    /** Takes every instance of a role away until the function that it gives is called. */
    withhold(role: string): Promise<() => Promise<void>>;
    /** Names of all that the target has of the platform. */
    leftovers(): Promise<string[]>;
    /** Brings up a host beside the platform, from a folder with a Dockerfile. */
    host(name: string, image: string): Promise<GeneratorHost>;
    /** Removes what hosts beside the platform left, an image or one that was interrupted. */
    removeHosts(): Promise<void>;
}

/** What a target has of a resource that was being created when a run was interrupted, and that no state knows. */
export interface Orphan {
    /** As `the container edge-sbc-0-1a2b3c4`. */
    readonly what: string;
    remove(): Promise<void>;
}

/** What the commands need of a kind of target, whether or not a platform runs there. */
export interface TargetKind {
    /** Whether a database is kept when its platform is taken down, where the configuration says nothing of it. */
    readonly keepsStorage: boolean;
    /** What a plan cannot know: whether there is what it asks for. Raises with what is wrong, by whom, and what to do. */
    preflight(steps: readonly Step[]): Promise<void>;
    /** What an interrupted creation of a resource left. */
    orphans(resource: string, state: State): Promise<Orphan[]>;
    /** The platform that a stack has there. */
    running(outputs: StackOutputs): RunningTarget;
}
