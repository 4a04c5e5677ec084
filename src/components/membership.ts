import * as pulumi from "@pulumi/pulumi";
import * as z from "zod";
import { accepted } from "../arguments/accepted";
import { type ConsulConnection, consulConnectionSchema, forEachTokenRole } from "../arguments/consul-connection";
import { type DatabaseArgs, databaseSchema } from "../arguments/database";
import { ArgumentError } from "../arguments/errors";
import { apiToken, authSecret, key256, oneLine, someText } from "../arguments/formats";
import { input, type Rules, secretInput } from "../arguments/rules";
import type { Sip } from "../topology/model";
import type { SharedValues } from "../topology/shared";

/**
 * What a platform hands on to roles that join it from another stack: exported by its program, taken from a stack
 * reference by the other one. Its secret parts are Pulumi secrets.
 *
 * @example
 * ```ts
 * export const membership = edge.membership;
 * // in the other program
 * const membership = new pulumi.StackReference("acme/voice/production").requireOutput("membership");
 * new c4.Router("burst", { joins: membership, platform: "edge", target: c4.docker() });
 * ```
 */
export interface Membership {
    /** Name of the platform. */
    readonly platform: pulumi.Input<string>;
    /** Its Consul. */
    readonly consul: ConsulConnection;
    /** What nonces of digest challenges are made with. A secret. */
    readonly authSecret: pulumi.Input<string>;
    /** What stored passwords are encrypted with. A secret. */
    readonly encryptionKey: pulumi.Input<string>;
    /** What administrators show to its routing API. A secret; of a platform of a version that demanded none, absent. */
    readonly administratorToken?: pulumi.Input<string>;
    /** What its SBCs and routers show to the routing API. A secret, and absent likewise. */
    readonly kamailioToken?: pulumi.Input<string>;
    /** Its database, as its own instances reach it. */
    readonly database: DatabaseArgs;
    /** What its SBCs and routers speak with each other: `sip.transport`. */
    readonly transport: pulumi.Input<string>;
    /** Fingerprint of the environment that every role reads: where it changes, instances are replaced. */
    readonly environment: pulumi.Input<string>;
}

const schema = z.strictObject({
    platform: input(someText),
    consul: consulConnectionSchema,
    authSecret: secretInput(authSecret),
    encryptionKey: secretInput(key256),
    administratorToken: secretInput(apiToken).optional(),
    kamailioToken: secretInput(apiToken).optional(),
    database: databaseSchema,
    transport: input(oneLine),
    environment: input(oneLine),
} satisfies Rules<Membership>);

/** What a role is told of a platform in another stack. */
export interface JoinedMembership {
    readonly consul: ConsulConnection;
    readonly shared: SharedValues;
    readonly environment: pulumi.Output<string>;
}

/**
 * The parts of a membership, each a secret only where it is one by itself.
 *
 * @param field What the user calls it.
 * @param said What is said beside it of the platform, for it must be known at once.
 */
export function joinedBy(
    field: string,
    membership: pulumi.Input<Membership>,
    said: { readonly platform: string } & Sip,
): JoinedMembership {
    const known = pulumi.output(membership).apply((given) => {
        const parts = accepted(schema, given, field);
        if (parts.platform !== said.platform) {
            throw new ArgumentError(`${field}.platform`, parts.platform, `"${said.platform}", as platform says`);
        }
        if (parts.transport !== said.transport) {
            throw new ArgumentError(
                `${field}.transport`,
                parts.transport,
                `"${said.transport}", as sip.transport says`,
            );
        }
        return parts;
    });
    const open = <Part>(part: (parts: pulumi.Unwrap<Membership>) => Part) => pulumi.unsecret(known.apply(part));
    const closed = (part: (parts: pulumi.Unwrap<Membership>) => string) => pulumi.secret(known.apply(part));
    const database = open(({ database: { password: _, ...parts } }) => parts);
    return {
        consul: {
            httpAddress: open(({ consul }) => consul.httpAddress),
            agentUrl: open(({ consul }) => consul.agentUrl),
            token: closed(({ consul }) => consul.token ?? ""),
            tls: {
                ca: open(({ consul }) => consul.tls?.ca ?? ""),
                serverName: open(({ consul }) => consul.tls?.serverName ?? ""),
                certificate: open(({ consul }) => consul.tls?.certificate ?? ""),
                key: closed(({ consul }) => consul.tls?.key ?? ""),
            },
            tokens: forEachTokenRole((role) => closed(({ consul: { token = "", tokens } }) => tokens?.[role] ?? token)),
        },
        shared: {
            authSecret: closed((parts) => parts.authSecret),
            encryptionKey: closed((parts) => parts.encryptionKey),
            administratorToken: closed((parts) => parts.administratorToken ?? ""),
            kamailioToken: closed((parts) => parts.kamailioToken ?? ""),
            database: {
                host: database.host,
                port: database.apply(({ port = "5432" }) => port),
                database: database.apply(({ database: name = "c4" }) => name),
                user: database.apply(({ user = "c4" }) => user),
                password: closed((parts) => parts.database.password),
                sslMode: database.apply(({ sslMode = "disable" }) => sslMode),
            },
        },
        environment: open((parts) => parts.environment),
    };
}
