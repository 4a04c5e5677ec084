import type { Database } from "../db/pool.js";
import { StartError } from "../start-error.js";
import type { Encryption } from "./encryption.js";

/** With another key than the stored passwords' the service would seem well, and every outgoing authentication would fail. */
export async function refuseWrongKey(db: Database, encryption: Encryption): Promise<void> {
    const stored = await db
        .selectFrom("carrier_trunks")
        .select("auth_password_encrypted as secret")
        .where("auth_password_encrypted", "is not", null)
        .unionAll(
            db.selectFrom("ipbxs").select("password_encrypted as secret").where("password_encrypted", "is not", null),
        )
        .limit(1)
        .executeTakeFirst();
    if (stored?.secret == null) return;
    try {
        encryption.decrypt(stored.secret);
    } catch (error) {
        throw new StartError(
            "ENCRYPTION_KEY is not the key of the passwords in this database: start with the key that they were stored with.",
            { cause: error },
        );
    }
}
