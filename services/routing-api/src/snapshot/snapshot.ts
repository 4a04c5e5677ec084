import { Dids, Domains, Ipbxs, NormalizationRules, Profiles, RoutingGroups, RoutingRules, Trunks } from "./tables.js";

/** Everything that a routing decision reads, in memory, by the names of its tables. A table that changed as a whole is replaced. */
export class Snapshot {
    domains = new Domains();
    normalization_profiles = new Profiles();
    normalization_rules = new NormalizationRules();
    ipbxs = new Ipbxs();
    carrier_trunks = new Trunks();
    dids = new Dids();
    routing_rules = new RoutingRules();
    routing_groups = new RoutingGroups();
}
