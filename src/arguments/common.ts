import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { imageReference, isEnvironmentName, oneLine } from "./formats";
import { cpuCores, input, matching, type Rules, replicaCount, wholeNumber } from "./rules";

/** What every role takes. */
export interface RoleArgs {
    /**
     * A ready image to run instead of building one.
     *
     * @default built from the package's own Dockerfile
     * @example "registry.example.com/c4/kamailio:1.4.0"
     */
    image?: Input<string>;
    /**
     * Environment of this role, kept in Consul KV and read at start. A change replaces its instances one after another.
     * Not for secrets: KV is readable by every instance.
     *
     * @default {}
     * @example { SIP_WORKERS: "8" }
     */
    environment?: Record<string, Input<string>>;
    /**
     * CPU cores that an instance may use, fractions allowed: 0.01 or more.
     *
     * @default no limit
     */
    cpus?: number;
    /**
     * Memory that an instance may use, in MiB.
     *
     * @default no limit
     */
    memoryMiB?: number;
    /**
     * Tags in Consul's catalogue, after the role's own.
     *
     * @default []
     */
    tags?: string[];
}

/** What every role takes that can have several instances. */
export interface ReplicatedArgs extends RoleArgs {
    /**
     * Number of instances, from 0 to 200.
     *
     * @default 1
     */
    replicas?: number;
    /**
     * Longest wait for an instance's calls or transactions to end before it is stopped, in seconds.
     *
     * @default 60 for SBC and RTPengine, 10 for the others
     */
    drainSeconds?: number;
}

export const environment = z
    .record(
        matching(isEnvironmentName, "a name of letters, digits and underscores that does not start with a digit"),
        input(oneLine),
    )
    .optional();

export const roleRules = {
    image: input(imageReference).optional(),
    environment,
    cpus: cpuCores.optional(),
    memoryMiB: wholeNumber(16, 1_048_576, "MiB").optional(),
    tags: z
        .array(matching((tag) => /^[\w.-]+$/.test(tag), "a tag of letters, digits, dots, hyphens and underscores"))
        .optional(),
} satisfies Rules<RoleArgs>;

export const replicatedRules = {
    ...roleRules,
    replicas: replicaCount.optional(),
    drainSeconds: wholeNumber(0, 86_400, "seconds").optional(),
} satisfies Rules<ReplicatedArgs>;
