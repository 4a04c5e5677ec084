import { join } from "node:path";
import { run } from "../../../dev/commands/shell";
import type { RunningInstance } from "../../../dev/commands/target";
import type { Try } from "./tries";

const image = "c4-test/stranger";

/** A try at one instance. */
interface Attempt {
    /** As `trial-router-0: Kamailio's RPC`. */
    readonly tried: string;
    readonly attempt: Try;
    readonly script: string;
}

/** What came of it. */
export interface Told extends Attempt {
    readonly told: string;
}

/** Each try at each instance that it is for. */
export function attemptsAt(instances: readonly RunningInstance[], tries: readonly Try[]): Attempt[] {
    return tries.flatMap((attempt) =>
        instances
            .filter(({ name, role }) => role === attempt.role && name.includes(attempt.workload ?? ""))
            .map(({ address, name }) => ({
                tried: `${name}: ${attempt.what}`,
                attempt,
                script: attempt.script(address),
            })),
    );
}

/** Somebody in a container, on a network of an engine. */
export class Stranger {
    static async prepare(): Promise<void> {
        await run("docker", ["build", "--quiet", "--tag", image, join(__dirname, "image")]);
    }

    static async forget(): Promise<void> {
        await run("docker", ["rmi", "--force", image]);
    }

    constructor(private readonly network: string) {}

    /** Tries all at once. */
    async tries(attempts: readonly Attempt[]): Promise<Told[]> {
        const scripts = attempts.map(
            ({ script }, index) => `{ told=$(${script}); printf '%s\\t%s\\n' ${index} "$told"; } &`,
        );
        const said = await this.asks(`${scripts.join("\n")}\nwait`);
        return said
            .split("\n")
            .filter((line) => line.includes("\t"))
            .flatMap((line): Told[] => {
                const [index = "", told = ""] = line.split("\t");
                const made = attempts[Number(index)];
                return made === undefined ? [] : [{ ...made, told }];
            });
    }

    asks(script: string): Promise<string> {
        const options = ["--rm", "--network", this.network, "--label", "c4.stranger=yes"];
        return run("docker", ["run", ...options, image, "bash", "-c", `${script}\ntrue`]);
    }
}

/** The tries that did not end as they should have. */
export function astray(told: readonly Told[], end: (attempt: Try) => RegExp): Told[] {
    return told.filter((each) => !end(each.attempt).test(each.told));
}
