import { flag, integer, port, text } from "../crud/field.js";
import { keptOf, type Resource } from "../crud/resource.js";
import { textOf } from "../crud/values.js";
import type { Encryption } from "../secrets/encryption.js";
import { exampleTenant, tenantUuid } from "./tenant-field.js";

export function carrierTrunks(encryption: Encryption): Resource {
    return {
        path: "carrier_trunks",
        table: "carrier_trunks",
        label: "Carrier Trunk",
        resource: "carrier_trunk",
        key: "id",
        order: ["id"],
        ofTenant: true,
        owner: "tenant_uuid",
        fields: {
            tenant_uuid: tenantUuid({ put: "ignored" }),
            carrier_id: integer("The carrier, of the same tenant", { put: "ignored" }),
            normalization_profile_id: integer("How its numbers are written, of the same tenant", { nullable: true }),
            name: text(256, "Unique within its carrier"),
            sip_proxy: text(128, "Where its calls are sent: a host", { form: "sip-host" }),
            sip_proxy_port: port("SIP port", { default: 5060 }),
            ip_address: text(256, "The addresses and networks that its calls come from; without any it places none", {
                nullable: true,
                form: "ip-networks",
            }),
            registered: flag("Whether we register with the carrier", { default: false }),
            auth_username: text(35, "Our user at the carrier", { nullable: true }),
            auth_password: text(192, "Our password at the carrier; never answered", {
                nullable: true,
                out: false,
                stored: false,
            }),
            realm: text(64, "The carrier's realm", { nullable: true }),
            registrar_proxy: text(128, "Where we register: a host, and a port where it is another than 5060", {
                nullable: true,
                form: "sip-host-port",
            }),
            from_domain: text(64, "Our domain at the carrier", { nullable: true, form: "sip-host" }),
            expire_seconds: integer("How long a registration lasts, in seconds", { default: 3600, minimum: 1 }),
            retry_seconds: integer("How long to wait after a failed registration, in seconds", {
                default: 30,
                minimum: 1,
            }),
        },
        example: {
            tenant_uuid: exampleTenant,
            carrier_id: 1,
            name: "main",
            sip_proxy: "sip.carrier.example",
            ip_address: "198.51.100.16/30",
            auth_username: "acme",
            auth_password: "tr0nk",
            realm: "carrier.example",
        },
        uniques: { carrier_trunks_name_key: "name" },
        references: {
            carrier_trunks_carrier_fkey: "carrier_id",
            carrier_trunks_profile_fkey: "normalization_profile_id",
        },
        derive: (change) => {
            const given = textOf(change.body, "auth_password");
            return {
                auth_password_encrypted:
                    given === null
                        ? textOf(keptOf(change, "auth_password"), "auth_password_encrypted")
                        : encryption.encrypt(given),
            };
        },
    };
}
