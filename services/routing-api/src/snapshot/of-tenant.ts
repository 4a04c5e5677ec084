import { setImmediate } from "node:timers/promises";
import type { Row } from "./lookup.js";
import { Snapshot } from "./snapshot.js";
import type { Table } from "./table.js";

/** Rows that are looked at between two breaks, in which decisions are made. */
const stride = 1_000;

/** What one tenant has of all that decisions read. */
export async function snapshotOfTenant(all: Snapshot, tenant: string): Promise<Snapshot> {
    const own = new Snapshot();
    const ofTenant = (row: { readonly tenant_uuid: string }): boolean => row.tenant_uuid === tenant;
    const profiles = new Set<number | null>();
    const ofTenantWithProfile = (row: {
        readonly tenant_uuid: string;
        readonly normalization_profile_id: number | null;
    }): boolean => {
        if (ofTenant(row)) profiles.add(row.normalization_profile_id);
        return ofTenant(row);
    };
    await copy(all.domains, own.domains, ofTenant);
    await copy(all.ipbxs, own.ipbxs, ofTenantWithProfile);
    await copy(all.carrier_trunks, own.carrier_trunks, ofTenantWithProfile);
    await copy(all.normalization_profiles, own.normalization_profiles, ({ id }) => profiles.has(id));
    await copy(all.normalization_rules, own.normalization_rules, ({ profile_id }) => profiles.has(profile_id));
    await copy(all.dids, own.dids, ofTenant);
    await copy(all.routing_rules, own.routing_rules, ({ ipbx_id }) => own.ipbxs.get(ipbx_id) !== undefined);
    await copy(
        all.routing_groups,
        own.routing_groups,
        ({ routing_rule_id }) => routing_rule_id !== null && own.routing_rules.get(routing_rule_id) !== undefined,
    );
    return own;
}

async function copy<R extends Row>(from: Table<R>, to: Table<R>, wanted: (row: R) => boolean): Promise<void> {
    let seen = 0;
    for (const row of from.rows()) {
        if (wanted(row)) to.apply([row.id], [row]);
        seen += 1;
        if (seen % stride === 0) await setImmediate();
    }
}
