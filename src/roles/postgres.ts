import type { DatabaseArgs, PostgresArgs } from "../args";
import type { Workload } from "../topology/model";
import { hostOf, password as passwordNamed, type Value } from "../topology/references";
import { type RoleContext, service } from "./common";

/** A database as its users name it. */
export interface Database {
    readonly host: Value;
    readonly port: Value;
    readonly database: Value;
    readonly user: Value;
    readonly password: Value;
}

/** The database that a platform uses: its own, or one that runs elsewhere. */
export function databaseOf(args: PostgresArgs): Database {
    if (args.external) return externalDatabase(args.external);
    const { port, ...own } = ownDatabase(args);
    return { ...own, port: String(port), host: hostOf("postgres", "postgres") };
}

export function externalDatabase(args: DatabaseArgs): Database {
    return { port: "5432", database: "c4", user: "c4", ...args };
}

function ownDatabase(args: PostgresArgs) {
    return {
        port: args.port ?? 5432,
        database: args.database ?? "c4",
        user: args.user ?? "c4",
        password: args.password ?? passwordNamed("postgres-password"),
    };
}

/** PostgreSQL, for the routing API. */
export function postgres(args: PostgresArgs, context: RoleContext): Workload {
    const { port, database, user, password } = ownDatabase(args);
    return service("postgres", args, context, {
        image: "postgres",
        identity: "stable",
        command: ["/usr/local/lib/c4/postgres-start"],
        ports: [{ name: "postgres", number: port, protocols: ["tcp"] }],
        settings: { POSTGRES_DB: database, POSTGRES_USER: user, PGPORT: String(port) },
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
