import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type Format, someText } from "./formats";
import { input, type Rules, secretInput } from "./rules";

/** A database that the platform does not run, for its routing API. */
export interface DatabaseArgs {
    /**
     * Host that the API's instances reach PostgreSQL at.
     *
     * @example "db.example.com"
     */
    host: Input<string>;
    /**
     * Port that it listens on.
     *
     * @default "5432"
     */
    port?: Input<string>;
    /**
     * Name of the database.
     *
     * @default "c4"
     */
    database?: Input<string>;
    /**
     * Name of a user that may make tables in it.
     *
     * @default "c4"
     */
    user?: Input<string>;
    /** Password of the user. Kept as a secret. */
    password: Input<string>;
    /**
     * `"verify-full"`: it is believed by nothing but the certificate of the service `postgres` by the CA of the platform's Consul: for a
     * platform's own PostgreSQL, said to a role of another place. `"disable"`: it is not asked for TLS.
     *
     * @default what `PGSSLMODE` in the API's `environment` says
     * @example "verify-full"
     */
    sslMode?: Input<string>;
}

const text = input(someText);
const sslMode: Format = {
    accepts: (value) => value === "verify-full" || value === "disable",
    allowed: '"verify-full" or "disable"',
};

export const databaseSchema = z.strictObject({
    host: text,
    port: text.optional(),
    database: text.optional(),
    user: text.optional(),
    password: secretInput(someText),
    sslMode: input(sslMode).optional(),
} satisfies Rules<DatabaseArgs>);
