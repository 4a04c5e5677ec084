import type { RoutingApiArgs } from "../args";
import type { Workload } from "../topology/model";
import { key } from "../topology/references";
import { type RoleContext, service } from "./common";
import type { Database } from "./postgres";

/** The routing API: tenants and their numbers by REST, and Kamailio's question where a call goes. */
export function routingApi(args: RoutingApiArgs, context: RoleContext, database: Database): Workload {
    const port = args.port ?? 9600;
    const hostPort = args.hostPort ?? 9600;
    return service("routing-api", args, context, {
        image: "routing-api",
        command: ["node", "/opt/routing-api/server.cjs"],
        ports: [{ name: "http", number: port, protocols: ["tcp"], ...(hostPort === false ? {} : { hostPort }) }],
        settings: {
            PORT: String(port),
            AUTH: "off",
            PGHOST: database.host,
            PGPORT: database.port,
            PGDATABASE: database.database,
            PGUSER: database.user,
        },
        secrets: { PGPASSWORD: database.password, ENCRYPTION_KEY: key("encryption-key") },
        health: { kind: "http", port: "http", path: "/status" },
        tags: ["wazo-router", "wazo-api"],
        registeredPort: "http",
        drain: { defaultSeconds: 10 },
        after: ["postgres"],
    });
}
