import type { Database } from "../db/pool.js";
import type { Logger } from "../log.js";
import { bracketed } from "../routing/uri.js";
import type { Encryption } from "../secrets/encryption.js";
import { ha1 } from "../secrets/ha1.js";
import { readable } from "../secrets/stored-secret.js";

/** The columns of the `uacreg` table, version 5, as Kamailio 6.0's db_text reads it. */
const columns = [
    "id(int)",
    "l_uuid(string)",
    "l_username(string)",
    "l_domain(string)",
    "r_username(string)",
    "r_domain(string)",
    "realm(string)",
    "auth_username(string)",
    "auth_password(string)",
    "auth_ha1(string)",
    "auth_proxy(string)",
    "expires(int)",
    "flags(int)",
    "reg_delay(int)",
    "contact_addr(string)",
    "socket(string)",
];

/** Kamailio's flag for a registration that is kept up. */
const keepUp = 16;

/** The trunks that we register at their carriers, as a db_text table. One that cannot register is left out, and the log says why. */
export async function uacregTable(db: Database, encryption: Encryption, log: Logger): Promise<string> {
    const trunks = await db
        .selectFrom("carrier_trunks")
        .selectAll()
        .where("registered", "=", true)
        .orderBy("id")
        .execute();
    const lines = trunks.flatMap((trunk) => {
        const { auth_username: user, from_domain: domain, realm, auth_password_encrypted: encrypted } = trunk;
        const missing = Object.entries({ auth_username: user, from_domain: domain, realm, auth_password: encrypted })
            .filter(([, value]) => !value)
            .map(([name]) => name);
        if (!user || !domain || !realm || !encrypted) {
            log.warn({ trunk: trunk.id, missing }, "a trunk is to register, but lacks what that needs");
            return [];
        }
        const password = readable(encryption, encrypted, { table: "carrier_trunks", id: trunk.id }, log);
        if (password === undefined) return [];
        const proxy = `sip:${bracketed(trunk.registrar_proxy || trunk.sip_proxy)}`;
        // What is good for the carrier's realm alone; Kamailio prefers it to a password.
        const secret = ha1(user, realm, password);
        const values = [trunk.carrier_id, trunk.id, user, domain, user, domain, realm, user, "", secret, proxy];
        return [[...values, trunk.expire_seconds, keepUp, 0, "", ""].map(escaped).join(":")];
    });
    return [columns.join(" "), ...lines].map((line) => `${line}\n`).join("");
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", ":": "\\:", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(value: string | number | null): string {
    return String(value ?? "").replace(/[\\:\n\r\t]/g, (character) => escapes[character] ?? character);
}
