import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { GivenTokens } from "../config.js";
import type { Database } from "../db/pool.js";
import type { Encryption } from "../secrets/encryption.js";
import type { Principal } from "./principal.js";

const randomLength = 32;
const proofLength = 11;

/** Tells by its token who asks. What is kept of one, here and in the database, is its hash. */
export class Tokens {
    readonly #given: readonly { readonly hash: Buffer; readonly principal: Principal }[];

    constructor(
        { administrator, formerKamailio, kamailio }: GivenTokens,
        private readonly db: Database,
        private readonly encryption: Encryption,
    ) {
        const given = { token: null, tenant: undefined } as const;
        this.#given = [
            ...[kamailio, ...(formerKamailio === undefined ? [] : [formerKamailio])].map(
                (token) =>
                    ({ hash: hashOf(token), principal: { ...given, scope: "kamailio", name: "kamailio" } }) as const,
            ),
            { hash: hashOf(administrator), principal: { ...given, scope: "administrator", name: "administrator" } },
        ];
    }

    /** Undefined for a token that is none. */
    async principalOf(token: string): Promise<Principal | undefined> {
        const hash = hashOf(token);
        const given = this.#given.find((each) => timingSafeEqual(each.hash, hash));
        if (given !== undefined) return given.principal;
        // Who guesses keeps no connection to the database busy.
        if (!isOurs(this.encryption, token)) return undefined;
        const row = await this.db
            .selectFrom("tokens")
            .select(["id", "name", "scope", "tenant_uuid", "hash"])
            .where("hash", "=", hash)
            .executeTakeFirst();
        if (row === undefined || !timingSafeEqual(row.hash, hash)) return undefined;
        const { id, name, scope, tenant_uuid } = row;
        return { scope, name, token: id, tenant: tenant_uuid ?? undefined };
    }
}

/** A new token: at random, and with a proof that it was made with this service's key. */
export function drawToken(encryption: Encryption): string {
    const random = randomBytes(24).toString("base64url");
    return random + proofOf(encryption, random);
}

/** Passwords are hashed slowly because they can be guessed; 192 bits at random cannot. */
export function hashOf(token: string): Buffer {
    return createHash("sha256").update(token).digest();
}

function isOurs(encryption: Encryption, token: string): boolean {
    if (token.length !== randomLength + proofLength) return false;
    const proof = proofOf(encryption, token.slice(0, randomLength));
    return timingSafeEqual(hashOf(proof), hashOf(token.slice(randomLength)));
}

function proofOf(encryption: Encryption, random: string): string {
    return encryption.fingerprint().update(`token ${random}`).digest("base64url").slice(0, proofLength);
}
