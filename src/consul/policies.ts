import type { ConsulTokens } from "../arguments/consul-connection";
import { intentions } from "./intentions";

/** A role that is a service of Consul's, and presents a token to it. */
export type ServiceRole = keyof ConsulTokens;

/** What a role does in Consul besides being registered and reading its settings. */
interface Needs {
    /** Services whose instances its lists are made of. */
    readonly reads: readonly ServiceRole[];
    /** Folders of KV below `c4/<platform>/` that its lists are made of. */
    readonly lists: readonly string[];
}

/** One row a role: its policy is no wider than what its hooks and lists ask. */
const needs: Readonly<Record<ServiceRole, Needs>> = {
    postgres: { reads: [], lists: [] },
    "routing-api": { reads: [], lists: [] },
    rtpengine: { reads: [], lists: [] },
    router: { reads: ["sbc", "routing-api"], lists: [] },
    sbc: { reads: ["router", "rtpengine", "routing-api"], lists: ["domains", "config"] },
};

/**
 * What instances of a role may do in Consul, as a policy in HCL: be registered under the name of the role, read the services
 * that their lists are made of, and read their settings. A platform makes it itself in a Consul of its own; in another one its
 * owner does.
 *
 * @param platform Name of the platform.
 * @example
 * ```ts
 * const policy = new consul.AclPolicy("router", { rules: c4.rolePolicy("edge", "router") });
 * ```
 */
export function rolePolicy(platform: string, role: ServiceRole): string {
    const { reads, lists } = needs[role];
    return rules([
        rule("service", role, "write"),
        ...reads.map((service) => rule("service", service, "read")),
        // Without it an answer about a service is empty, and no error.
        ...(reads.length === 0 ? [] : [rule("node_prefix", "", "read")]),
        // `env/router` is all that begins so: the settings of further layers of the role are beside the role's own.
        ...["env/all", `env/${role}`, ...lists].map((folder) => rule("key_prefix", `c4/${platform}/${folder}`, "list")),
    ]);
}

/**
 * What the token of a deployment may do in a Consul that is not its own (`consul.external.token`), as a policy in HCL: write
 * the platform's settings, and who may call whom. Where instances have tokens of their own (`consul.external.tokens`), it
 * needs no more; otherwise it needs what `rolePolicy` says of each role, too.
 *
 * @param platform Name of the platform.
 * @example
 * ```ts
 * const policy = new consul.AclPolicy("edge", { rules: c4.deployerPolicy("edge") });
 * ```
 */
export function deployerPolicy(platform: string): string {
    return rules([
        rule("key_prefix", `c4/${platform}/`, "write"),
        // A rule for a service has to say its policy; to deny would win over what another policy of the token allows.
        ...intentions.map(({ destination }) => `service "${destination}" { policy = "read" intentions = "write" }`),
    ]);
}

/** What client agents may do: keep their host and what is registered there in the catalogue. */
export function agentPolicy(): string {
    return rules([rule("node_prefix", "", "write"), rule("service_prefix", "", "read")]);
}

/** What a stack may do whose roles join a platform: write settings. */
export function settingsPolicy(platform: string): string {
    return rules([rule("key_prefix", `c4/${platform}/`, "write")]);
}

function rule(kind: "service" | "service_prefix" | "node_prefix" | "key_prefix", name: string, policy: string): string {
    return `${kind} ${JSON.stringify(name)} { policy = ${JSON.stringify(policy)} }`;
}

function rules(lines: readonly string[]): string {
    return `${lines.join("\n")}\n`;
}
