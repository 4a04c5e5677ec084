import type { Input } from "@pulumi/pulumi";
import { type ReplicatedArgs, replicatedRules } from "../arguments/common";
import { ArgumentError } from "../arguments/errors";
import { apiToken, key256 } from "../arguments/formats";
import { flag, portNumber, portOrFalse, type Rules, secretInput } from "../arguments/rules";
import { runFolder } from "../rendering/paths";
import type { Workload } from "../topology/model";
import type { Database } from "../topology/shared";
import { hangUpReader, keptLists } from "./lists";
import { type RoleContext, service } from "./service";

export interface RoutingApiArgs extends ReplicatedArgs {
    /**
     * Port that the API listens on.
     *
     * @default 9600
     */
    port?: number;
    /**
     * Port of the host where the first instance is reached; further ones follow. `false`: not published.
     *
     * @default false
     * @example 9600
     */
    hostPort?: number | false;
    /**
     * Key that passwords of trunks and IPBXs are encrypted with in the database: 32 random bytes, in base64. Kept as a secret.
     * Whoever loses it loses those passwords. It has to be given where the data may outlive the platform, in a database
     * that is kept or runs elsewhere.
     *
     * @default made at the first deployment, for data that goes with the platform
     * @example config.requireSecret("encryptionKey")
     */
    encryptionKey?: Input<string>;
    /**
     * Whether a token is demanded of whoever asks. Without, all who reach the API may do everything, and learn passwords.
     *
     * @default true
     */
    accessControl?: boolean;
    /**
     * Token of the platform's administrator: for all tenants, and to make their tokens. At least 24 characters. Kept as a secret.
     *
     * @default made at the first deployment
     * @example config.requireSecret("administratorToken")
     */
    administratorToken?: Input<string>;
    /**
     * Token of SBCs and routers, for `/1.0/kamailio/` and nothing else. At least 24 characters. Kept as a secret.
     *
     * @default made at the first deployment
     */
    kamailioToken?: Input<string>;
    /**
     * What SBCs and routers showed before `kamailioToken`, and some still do while it is made anew: taken as well for as long as it is
     * said. Kept as a secret.
     *
     * @default none
     */
    formerKamailioToken?: Input<string>;
}

export const routingApiRules = {
    ...replicatedRules,
    port: portNumber.optional(),
    hostPort: portOrFalse.optional(),
    encryptionKey: secretInput(key256).optional(),
    accessControl: flag.optional(),
    administratorToken: secretInput(apiToken).optional(),
    kamailioToken: secretInput(apiToken).optional(),
    formerKamailioToken: secretInput(apiToken).optional(),
} satisfies Rules<RoutingApiArgs>;

/** The routing API: tenants and their numbers by REST, and Kamailio's question where a call goes. */
export function routingApi(args: RoutingApiArgs, context: RoleContext): Workload {
    const port = args.port ?? 9600;
    const hostPort = args.hostPort ?? false;
    const { accessControl = true } = args;
    const { database, encryptionKey } = context.shared;
    const tls = context.sip.transport === "tls";
    const { lists, files } = keptLists(tls ? ["roots"] : [], "routing-api", hangUpReader);
    return service("routing-api", args, context, {
        image: "routing-api",
        command: ["node", "/opt/routing-api/server.cjs"],
        ports: [{ name: "http", number: port, protocols: ["tcp"], ...(hostPort === false ? {} : { hostPort }) }],
        settings: {
            PORT: String(port),
            ...(accessControl ? {} : { AUTH: "off" }),
            ...connection(database),
        },
        lists,
        files,
        secrets: {
            PGPASSWORD: database.password,
            ENCRYPTION_KEY: encryptionKey,
            ...(accessControl ? tokens(context, args) : {}),
        },
        health: { kind: "http", port: "http", path: "/status" },
        tags: ["wazo-router", "wazo-api"],
        registeredPort: "http",
        drain: { defaultSeconds: 10 },
        after: ["postgres"],
    });
}

function tokens(
    { argument, shared: { administratorToken, kamailioToken } }: RoleContext,
    { formerKamailioToken }: RoutingApiArgs,
): Workload["secrets"] {
    if (kamailioToken === undefined) {
        const allowed = "the token of the SBCs and routers that ask it, joins: their platform, or accessControl: false";
        throw new ArgumentError(`${argument}.kamailioToken`, undefined, allowed);
    }
    return {
        ADMINISTRATOR_TOKEN: administratorToken,
        KAMAILIO_TOKEN: kamailioToken,
        ...(formerKamailioToken === undefined ? {} : { FORMER_KAMAILIO_TOKEN: formerKamailioToken }),
    };
}

/** PostgreSQL's own variables, and what its certificate has in place of a host's name. */
function connection({ host, port, database, user, sslMode }: Database) {
    return {
        PGHOST: host,
        PGPORT: port,
        PGDATABASE: database,
        PGUSER: user,
        ...(sslMode === undefined
            ? {}
            : { PGSSLMODE: sslMode, PGSSLROOTCERT: `${runFolder}/roots.pem`, PGSSLSERVICE: "postgres" }),
    };
}
