import { join } from "node:path";
import { run } from "../../../dev/commands/shell";
import type { RunningInstance } from "../../../dev/commands/target";
import type { Try } from "./tries";

const image = "c4-test/stranger";

/** What came of a try. */
export interface Told {
    /** As `trial-router-0: Kamailio's RPC`. */
    readonly tried: string;
    readonly told: string;
    readonly attempt: Try;
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

    /** Tries all at once, at each instance that a try is for. */
    async tries(tries: readonly Try[], instances: readonly RunningInstance[]): Promise<Told[]> {
        const attempts = tries.flatMap((one) =>
            instances
                .filter(
                    ({ name, role }) =>
                        role === one.role && (one.workload === undefined || name.includes(one.workload)),
                )
                .map(({ address, name }) => ({
                    tried: `${name}: ${one.what}`,
                    attempt: one,
                    script: one.script(address),
                })),
        );
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
                return made === undefined ? [] : [{ tried: made.tried, attempt: made.attempt, told }];
            });
    }

    asks(script: string): Promise<string> {
        const options = ["--rm", "--network", this.network, "--label", "c4.stranger=yes"];
        return run("docker", ["run", ...options, image, "bash", "-c", `${script}\ntrue`]);
    }
}

/** The tries that did not end as they should have, with what he was told. */
export function astray(told: readonly Told[], end: (attempt: Try) => RegExp): string[] {
    return told.filter((each) => !end(each.attempt).test(each.told)).map(({ tried, told }) => `${tried}: ${told}`);
}
