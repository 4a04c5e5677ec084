import type { PostgresArgs } from "../args";
import type { Workload } from "../topology/model";
import { password as passwordNamed } from "../topology/references";
import { type RoleContext, service } from "./common";

/** The database that PostgreSQL is asked to hold, as others name it. */
export function databaseOf(args: PostgresArgs) {
    return {
        port: args.port ?? 5432,
        database: args.database ?? "c4",
        user: args.user ?? "c4",
        password: args.password ?? passwordNamed("postgres-password"),
    };
}

/** PostgreSQL, for the routing API. */
export function postgres(args: PostgresArgs, context: RoleContext): Workload {
    const { port, database, user, password } = databaseOf(args);
    return service("postgres", args, context, {
        image: "postgres",
        identity: "stable",
        command: ["/usr/local/lib/c4/postgres-start"],
        ports: [{ name: "postgres", number: port, protocols: ["tcp"] }],
        settings: { POSTGRES_DB: database, POSTGRES_USER: user, PGPORT: String(port) },
        secrets: { POSTGRES_PASSWORD: password },
        storage: [{ name: "data", path: "/var/lib/postgresql", keep: args.keepData ?? false }],
        health: { kind: "tcp", port: "postgres" },
        tags: ["postgres"],
        registeredPort: "postgres",
        drain: { defaultSeconds: 10 },
    });
}
