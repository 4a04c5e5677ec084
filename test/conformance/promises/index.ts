import type { DeployedStack } from "../deployed-stack";
import { callPromises } from "./calls";
import { consulPromises } from "./consul";
import { declarationPromises } from "./declaration";
import { dnsPromises } from "./dns";
import { layerPromises } from "./layers";
import { routerPromises } from "./routers";
import { secretPromises } from "./secrets";

export { intentionPromises } from "./intentions";
export { type Kept, keptData } from "./kept";
export { removal } from "./removal";
export { tokenPromises } from "./tokens";

/** Steps that a preview shall show, each as `create Container trial-router-1`; resources differ from target to target. */
export interface Expected {
    /** From one router to three. */
    readonly twoMoreRouters: readonly string[];
    /** Secrets that the definitions of a role's instances hold, as their target shows them to an administrator, by role. */
    readonly secretsInDefinitions: Readonly<Record<string, readonly string[]>>;
    /** How long Consul is away: a minute on one target, for what goes on without it is the same on all. */
    readonly secondsWithoutConsul: number;
    /** Arguments of a router on another target, as JavaScript, besides what the platform's membership says. */
    readonly elsewhere: () => Promise<string>;
}

/**
 * What every target promises of a platform with one instance of each role. It knows none of them: what differs is behind
 * `RunningTarget`.
 */
export function promises(platform: DeployedStack, expected: Expected): void {
    callPromises(platform);
    dnsPromises(platform);
    declarationPromises(platform);
    secretPromises(platform, expected.secretsInDefinitions);
    routerPromises(platform, expected.twoMoreRouters);
    layerPromises(platform, expected.elsewhere);
    consulPromises(platform, expected.secondsWithoutConsul);
}
