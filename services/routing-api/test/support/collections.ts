import { missing, type Service, tenant } from "./service.js";

/** Ids of what the collections below refer to. */
export type Referred = Record<"domain" | "carrier" | "ipbx" | "trunk" | "profile" | "rule", number>;

export async function furnish(service: Service): Promise<Referred> {
    const domain = await service.create("domains", { domain: "a.example" });
    const carrier = await service.create("carriers", { name: "base" });
    const ipbx = await service.create("ipbxs", { domain_id: domain, ip_fqdn: "base.example" });
    const trunk = await service.create("carrier_trunks", {
        carrier_id: carrier,
        name: "base",
        sip_proxy: "proxy.example",
    });
    const profile = await service.create("normalization-profiles", { name: "base" });
    const rule = await service.create("routing-rules", {
        ipbx_id: ipbx,
        carrier_trunk_id: trunk,
        route_type: "pstn",
    });
    return { domain, carrier, ipbx, trunk, profile, rule };
}

/** What a CDR has of a call's way and media when nobody told. */
const notTold = {
    ipbx_id: null,
    carrier_trunk_id: null,
    router: null,
    ...Object.fromEntries(
        ["caller", "callee"].flatMap((side) =>
            ["packets", "octets", "lost", "jitter", "mos"].map((figure) => [`${side}_${figure}`, null] as const),
        ),
    ),
};

/** For each collection: what is sent, what comes back besides the id, a PUT and what it leaves. */
export function collectionsWith(ids: () => Referred) {
    return [
        {
            path: "carriers",
            label: "Carrier",
            post: () => ({ name: "c1" }),
            out: () => ({ tenant_uuid: tenant, name: "c1" }),
            put: () => ({ name: "c2" }),
            after: () => ({ tenant_uuid: tenant, name: "c2" }),
            required: ["name"],
        },
        {
            path: "domains",
            label: "Domain",
            post: () => ({ domain: "b.example" }),
            out: () => ({ tenant_uuid: tenant, domain: "b.example" }),
            put: () => ({ domain: "c.example" }),
            after: () => ({ tenant_uuid: tenant, domain: "c.example" }),
            required: ["domain"],
        },
        {
            path: "ipbxs",
            label: "IPBX",
            post: () => ({
                domain_id: ids().domain,
                ip_fqdn: "pbx.example",
                username: "u",
                password: "p",
                password_ha1: "x",
            }),
            out: () => ({
                tenant_uuid: tenant,
                domain_id: ids().domain,
                normalization_profile_id: null,
                customer: null,
                ip_fqdn: "pbx.example",
                port: 5060,
                registered: false,
                ip_address: null,
                username: "u",
                realm: null,
            }),
            put: () => ({ domain_id: ids().domain, ip_fqdn: "other.example", customer: 7, realm: "r" }),
            after: () => ({
                tenant_uuid: tenant,
                domain_id: ids().domain,
                normalization_profile_id: null,
                customer: 7,
                ip_fqdn: "other.example",
                port: 5060,
                registered: false,
                ip_address: null,
                username: "u",
                realm: "r",
            }),
            required: ["domain_id", "ip_fqdn"],
        },
        {
            path: "carrier_trunks",
            label: "Carrier Trunk",
            post: () => ({ carrier_id: ids().carrier, name: "t1", sip_proxy: "p.example", auth_password: "secret" }),
            out: () => ({
                tenant_uuid: tenant,
                carrier_id: ids().carrier,
                normalization_profile_id: null,
                name: "t1",
                sip_proxy: "p.example",
                sip_proxy_port: 5060,
                ip_address: null,
                registered: false,
                auth_username: null,
                realm: null,
                registrar_proxy: null,
                from_domain: null,
                expire_seconds: 3600,
                retry_seconds: 30,
            }),
            put: () => ({ name: "t2", sip_proxy: "q.example", sip_proxy_port: 5080, carrier_id: missing, realm: "r" }),
            after: () => ({
                tenant_uuid: tenant,
                carrier_id: ids().carrier,
                normalization_profile_id: null,
                name: "t2",
                sip_proxy: "q.example",
                sip_proxy_port: 5080,
                ip_address: null,
                registered: false,
                auth_username: null,
                realm: "r",
                registrar_proxy: null,
                from_domain: null,
                expire_seconds: 3600,
                retry_seconds: 30,
            }),
            required: ["carrier_id", "name", "sip_proxy"],
        },
        {
            path: "dids",
            label: "DID",
            post: () => ({ ipbx_id: ids().ipbx, carrier_trunk_id: ids().trunk, did_regex: "^39" }),
            out: () => ({ tenant_uuid: tenant, ipbx_id: ids().ipbx, carrier_trunk_id: ids().trunk, did_regex: "^39" }),
            put: () => ({ ipbx_id: ids().ipbx, carrier_trunk_id: ids().trunk }),
            after: () => ({
                tenant_uuid: tenant,
                ipbx_id: ids().ipbx,
                carrier_trunk_id: ids().trunk,
                did_regex: "^39",
            }),
            required: ["ipbx_id", "carrier_trunk_id"],
        },
        {
            path: "normalization-profiles",
            label: "Normalization profile",
            post: () => ({ name: "n1", country_code: "39", always_ld: true }),
            out: () => ({
                tenant_uuid: tenant,
                name: "n1",
                country_code: "39",
                area_code: null,
                intl_prefix: null,
                ld_prefix: null,
                always_ld: true,
                always_intl_prefix_plus: false,
            }),
            put: () => ({ name: "n2", always_intl_prefix_plus: "yes" }),
            after: () => ({
                tenant_uuid: tenant,
                name: "n2",
                country_code: "39",
                area_code: null,
                intl_prefix: null,
                ld_prefix: null,
                always_ld: false,
                always_intl_prefix_plus: true,
            }),
            required: ["name"],
        },
        {
            path: "routing-groups",
            label: "RoutingGroup",
            post: () => ({ routing_rule_id: null }),
            out: () => ({ tenant_uuid: tenant, routing_rule_id: null }),
            put: () => ({ routing_rule_id: ids().rule }),
            after: () => ({ tenant_uuid: tenant, routing_rule_id: ids().rule }),
            required: [],
        },
        {
            path: "cdrs",
            label: "CDR",
            post: () => ({
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:1@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
            }),
            out: () => ({
                tenant_uuid: tenant,
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:1@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
                ...notTold,
            }),
            put: () => ({ source_ip: "", source_port: 0, from_uri: "sip:3@a", to_uri: "", call_id: "", duration: 0 }),
            after: () => ({
                tenant_uuid: tenant,
                source_ip: "10.0.0.1",
                source_port: 5060,
                from_uri: "sip:3@a",
                to_uri: "sip:2@b",
                call_id: "c",
                call_start: "2019-09-01T00:00:00",
                duration: 5,
                ...notTold,
            }),
            required: ["source_ip", "source_port", "from_uri", "to_uri", "call_id"],
        },
    ];
}
