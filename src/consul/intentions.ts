import * as consul from "@pulumi/consul";
import type * as pulumi from "@pulumi/pulumi";
import type { Role } from "../topology/model";

/** Which roles call a role: all that its instances let in, for as long as nobody changes it in Consul. */
export interface Intentions {
    readonly destination: Role;
    readonly sources: readonly Role[];
}

/** Who calls whom, of what is decided by the caller's certificate. */
export const intentions: readonly Intentions[] = [{ destination: "router", sources: ["sbc"] }];

/** The entry of Consul's that says so. What it would fill in itself is said, or each preview would show it as a change. */
export function intentionEntry({ destination, sources }: Intentions): consul.ConfigEntryArgs {
    const allowed = sources.map((name) => ({ Name: name, Action: "allow", Precedence: 9, Type: "consul" }));
    const others = { Name: "*", Action: "deny", Precedence: 8, Type: "consul" };
    return {
        kind: "service-intentions",
        name: destination,
        configJson: JSON.stringify({ Sources: [...allowed, others] }),
    };
}

/** Declares who calls whom. An entry is of the whole Consul, and so is what it says: platforms that share one say the same. */
export function createIntentions(name: string, opts: pulumi.CustomResourceOptions): consul.ConfigEntry[] {
    return intentions.map(
        (each) => new consul.ConfigEntry(`${name}-${each.destination}-intentions`, intentionEntry(each), opts),
    );
}
