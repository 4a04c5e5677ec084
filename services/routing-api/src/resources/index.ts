import type { Resource } from "../crud/resource.js";
import type { Encryption } from "../secrets/encryption.js";
import { carrierTrunks } from "./carrier-trunks.js";
import { carriers } from "./carriers.js";
import { cdrs } from "./cdrs.js";
import { dids } from "./dids.js";
import { domains } from "./domains.js";
import { ipbxs } from "./ipbxs.js";
import { normalizationProfiles } from "./normalization-profiles.js";
import { normalizationRules } from "./normalization-rules.js";
import { routingGroups } from "./routing-groups.js";
import { routingRules } from "./routing-rules.js";
import { tenants } from "./tenants.js";

/** Every collection that is served. */
export function allResources(encryption: Encryption): readonly Resource[] {
    return [
        tenants,
        domains(encryption),
        ipbxs(encryption),
        carriers,
        carrierTrunks(encryption),
        dids,
        normalizationProfiles,
        normalizationRules,
        routingRules,
        routingGroups,
        cdrs,
    ];
}
