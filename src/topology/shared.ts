import type { Value } from "./references";

/** What the roles of one platform have in common and hand on to those that join it. */
export interface SharedValues {
    /** What the nonces of digest challenges are made with. */
    readonly authSecret: Value;
    /** What stored passwords are encrypted with. */
    readonly encryptionKey: Value;
    /** What administrators show to the routing API. */
    readonly administratorToken: Value;
    /** What SBCs and routers show to the routing API. */
    readonly kamailioToken: Value | undefined;
    readonly database: Database;
}

/** A database as its users name it. */
export interface Database {
    readonly host: Value;
    readonly port: Value;
    readonly database: Value;
    readonly user: Value;
    readonly password: Value;
    /**
     * `verify-full`: it shows the certificate of the service `postgres` by Consul's CA, and is believed by nothing else. `disable`: no
     * TLS. Absent of a database of the user's, for which `environment` may say it.
     */
    readonly sslMode?: Value;
}
