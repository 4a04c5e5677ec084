import type { Input } from "@pulumi/pulumi";
import { type BackupArgs, backupSchema } from "../arguments/backup";
import { type RoleArgs, roleRules } from "../arguments/common";
import { type DatabaseArgs, databaseSchema } from "../arguments/database";
import { someText } from "../arguments/formats";
import { flag, matching, portNumber, type Rules, secretInput } from "../arguments/rules";
import type { PostgresBackupContext } from "../rendering/backup";
import { hookPath, runFolder } from "../rendering/paths";
import type { Sip, Workload } from "../topology/model";
import { hostOf, password as passwordNamed } from "../topology/references";
import type { Database } from "../topology/shared";
import { backup, scheduleOf } from "./backup";
import { hangUpReader, keptLists } from "./lists";
import { imageOf, type RoleContext, service } from "./service";

export interface PostgresArgs extends RoleArgs {
    /**
     * Port that PostgreSQL listens on.
     *
     * @default 5432
     */
    port?: number;
    /**
     * Name of the database.
     *
     * @default "c4"
     */
    database?: string;
    /**
     * Name of the user that owns it.
     *
     * @default "c4"
     */
    user?: string;
    /**
     * Password of the user. Kept as a secret.
     *
     * @default made at the first deployment
     */
    password?: Input<string>;
    /**
     * Keeps the data when the platform is taken down; the next deployment of the same stack finds it again. On Kubernetes
     * only in a namespace of yours, `kubernetes.namespace`: one of the platform's own goes with all that it holds.
     *
     * @default false in containers, true on hosts
     */
    keepData?: boolean;
    /**
     * Saves the database, encrypted and on a disk apart from its own. What was written after the last backup is not in it: CDRs
     * of that time are lost with the database.
     *
     * @default no backups, for they need a key that is yours
     * @example { key: config.requireSecret("backupKey"), everyHours: 1, keep: 48 }
     */
    backup?: BackupArgs;
    /**
     * A PostgreSQL that runs already, used instead of one of the platform's own. Nothing else can be said beside it.
     *
     * @default the platform runs its own
     * @example { host: "db.example.com", password: config.requireSecret("databasePassword") }
     */
    external?: DatabaseArgs;
}

const name = matching(
    (value) => /^[a-z_][a-z0-9_]{0,62}$/.test(value),
    "a name of lower-case letters, digits and underscores",
);
export const postgresRules = {
    ...roleRules,
    port: portNumber.optional(),
    database: name.optional(),
    user: name.optional(),
    password: secretInput(someText).optional(),
    keepData: flag.optional(),
    backup: backupSchema.optional(),
    external: databaseSchema.optional(),
} satisfies Rules<PostgresArgs>;

/** The database that a platform uses: one of its own, or one that runs elsewhere. */
export function databaseOf(args: PostgresArgs, { transport }: Sip): Database {
    if (args.external) return externalDatabase(args.external);
    const { port, ...parts } = platformDatabase(args);
    const sslMode = transport === "tls" ? "verify-full" : "disable";
    return { ...parts, port: String(port), host: hostOf("postgres"), sslMode };
}

export function externalDatabase(args: DatabaseArgs): Database {
    return { port: "5432", database: "c4", user: "c4", ...args };
}

function platformDatabase(args: PostgresArgs) {
    return {
        port: args.port ?? 5432,
        database: args.database ?? "c4",
        user: args.user ?? "c4",
        password: args.password ?? passwordNamed("postgres-password"),
    };
}

/** PostgreSQL, for the routing API. */
export function postgres(args: PostgresArgs, context: RoleContext): Workload {
    const { port, database, user, password } = platformDatabase(args);
    const tls = context.sip.transport === "tls";
    const { lists, files } = keptLists(tls ? ["certificate"] : [], "postgres", hangUpReader);
    return service("postgres", args, context, {
        image: "postgres",
        identity: "stable",
        command: [hookPath("postgres-start")],
        ports: [{ name: "postgres", number: port, protocols: ["tcp"] }],
        settings: {
            POSTGRES_DB: database,
            POSTGRES_USER: user,
            PGPORT: String(port),
            ...(tls ? { POSTGRES_CERTIFICATE: `${runFolder}/certificate.pem` } : {}),
        },
        lists,
        files,
        secrets: { POSTGRES_PASSWORD: password },
        storage: [
            {
                name: "data",
                path: "/var/lib/postgresql",
                ...(args.keepData === undefined ? {} : { keep: args.keepData }),
            },
        ],
        health: { kind: "tcp", port: "postgres" },
        tags: ["postgres"],
        registeredPort: "postgres",
        drain: { defaultSeconds: 10 },
    });
}

/** What saves the database; nothing, where nobody asks for it. */
export function postgresBackups(args: PostgresArgs, { name = "postgres", argument, sip }: RoleContext): Workload[] {
    if (args.backup === undefined) return [];
    const { password, ...place } = platformDatabase(args);
    const context: PostgresBackupContext = {
        ...scheduleOf(args.backup),
        ...place,
        host: hostOf(name),
        tls: sip.transport === "tls",
    };
    return [
        backup(args.backup, {
            ...{ role: "postgres", name, argument, image: imageOf("postgres", args.image) },
            template: "backup/postgres.conf.hbs",
            context,
            secrets: { POSTGRES_PASSWORD: password },
            after: name,
        }),
    ];
}
