import swagger from "@fastify/swagger";
import Fastify, { type FastifyInstance, type FastifyServerOptions, LogController } from "fastify";
import { type Access, guard } from "./access/guard.js";
import { addTokens } from "./access/routes.js";
import { addExport } from "./crud/export.js";
import { addList } from "./crud/list-routes.js";
import { addResource } from "./crud/routes.js";
import { schemasOf } from "./crud/schemas.js";
import { Trail } from "./crud/trail.js";
import type { Databases } from "./db/pool.js";
import { addDryRun } from "./dry-run/routes.js";
import { addDocs } from "./http/docs.js";
import { errorSchemas } from "./http/error-schemas.js";
import { useHttpFrame } from "./http/frame.js";
import { requestId } from "./http/request-id.js";
import { addStatus } from "./http/status.js";
import { addKamailioRoutes } from "./kamailio/routes.js";
import { Metrics } from "./metrics/metrics.js";
import { addMetrics } from "./metrics/routes.js";
import { document } from "./openapi.js";
import { audit } from "./resources/audit.js";
import { cdrs } from "./resources/cdrs.js";
import { allResources } from "./resources/index.js";
import type { Encryption } from "./secrets/encryption.js";
import type { RoutingData } from "./snapshot/routing-data.js";

export interface Services {
    readonly databases: Databases;
    readonly data: RoutingData;
    readonly encryption: Encryption;
    /** Who may ask, and how often; undefined where everybody may. */
    readonly access: Access | undefined;
    readonly logger: NonNullable<FastifyServerOptions["loggerInstance"]>;
    /** What this instance is called in Consul; undefined where nobody calls it anything. */
    readonly instance: string | undefined;
    /** How long changes are remembered. */
    readonly auditDays: number;
    /** How long a request may take to arrive. */
    readonly requestSeconds: number;
}

/** The HTTP service, complete but not listening. */
export async function buildApp({
    databases,
    data,
    encryption,
    access,
    logger,
    instance,
    auditDays,
    requestSeconds,
}: Services): Promise<FastifyInstance> {
    const app = Fastify({
        loggerInstance: logger,
        // At 500 calls a second a line per request and answer would cost more than the decision.
        logController: new LogController({ disableRequestLogging: true }),
        genReqId: requestId,
        // The longest body that makes sense is a fraction of this.
        bodyLimit: 65_536,
        routerOptions: { ignoreTrailingSlash: true },
        // A SIP proxy keeps its connections; one that is idle must not be closed under its next request.
        keepAliveTimeout: 75_000,
        // Neither may one that is sent by halves stay for ever, nor one whose answer nobody takes.
        requestTimeout: requestSeconds * 1_000,
        connectionTimeout: stalledMs,
        http: { headersTimeout: requestSeconds * 1_000, connectionsCheckingInterval: 1_000 },
        forceCloseConnections: "idle",
        // A path that cannot even be read is a path that is not there.
        frameworkErrors: (_error, _request, reply) => {
            reply.hijack();
            reply.raw
                .writeHead(404, { "content-type": "application/json; charset=utf-8" })
                .end('{"detail":"Not Found"}');
        },
    });
    await app.register(swagger, {
        openapi: document,
        refResolver: {
            buildLocalReference: ({ $id }, _base, _fragment, index) =>
                typeof $id === "string" ? $id : `Schema${index}`,
        },
    });
    await useHttpFrame(app);
    const metrics = new Metrics({ pools: () => databases.state(), followsChanges: () => data.followsChanges });
    guard(app, access, metrics);
    for (const schema of errorSchemas) app.addSchema(schema);
    addMetrics(app, metrics);
    addStatus(app, instance);
    app.get("/api/v1/openapi.json", { schema: { hide: true } }, async () => app.swagger());
    addDocs(app);
    const crud = { databases, encryption, trail: new Trail(auditDays), written: () => data.settled() };
    for (const resource of allResources(encryption)) addResource(app, resource, crud);
    addExport(app, databases, cdrs);
    addTokens(app, crud);
    app.addSchema(schemasOf(audit).item);
    addList(app, databases, audit, schemasOf(audit));
    addExport(app, databases, audit);
    addDryRun(app, data);
    addKamailioRoutes(app, { databases, data, encryption, metrics });
    return app;
}

/** Longer than any statement takes. */
const stalledMs = 60_000;
