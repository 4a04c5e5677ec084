import { digest } from "./provision";

/** A kind of test call: who calls whom as what. */
export interface Scenario {
    /** The side that calls; the other one answers. */
    readonly caller: "carrier" | "ipbx";
    /** The number that is called. */
    readonly number: string;
    /** Host part of the caller's From; the caller's address when absent. */
    readonly fromHost?: string;
    readonly fromUser: string;
    /** Whether a host that is always congested stands beside the one that answers. */
    readonly congestedFirst?: boolean;
}

export const scenarios = {
    /** A carrier, known by its address, calls a number of an IPBX. */
    carrier: { caller: "carrier", number: "442031234567", fromUser: "441132000000" },
    /** An IPBX, known by its address, calls out through the tenant's trunk. */
    "ipbx-address": { caller: "ipbx", number: "33123456789", fromUser: "1000", fromHost: "calls.invalid" },
    /** An IPBX that is asked for its password. */
    "ipbx-digest": { caller: "ipbx", number: "33123456789", fromUser: digest.user, fromHost: digest.domain },
    /** The first trunk is congested, the second answers. */
    failover: {
        caller: "ipbx",
        number: "33123456789",
        fromUser: "1000",
        fromHost: "failover.calls.invalid",
        congestedFirst: true,
    },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof scenarios;

export function isScenario(name: string): name is ScenarioName {
    return name in scenarios;
}

/** What to call, how often and for how long. */
export interface CallOptions {
    readonly calls: number;
    readonly callsPerSecond: number;
    /** How long an answered call talks. */
    readonly seconds: number;
    readonly media: boolean;
    readonly scenario: ScenarioName;
}
