import type { FastifyInstance } from "fastify";
import { Type } from "typebox";
import { accessErrors } from "../http/error-schemas.js";
import type { Metrics } from "./metrics.js";

/** Measures each request, and adds `/metrics`. */
export function addMetrics(app: FastifyInstance, metrics: Metrics): void {
    app.addHook("onResponse", (request, reply, done) => {
        // The route's pattern, never the path: that would make a series of each id.
        const route = request.routeOptions.url ?? "none";
        const labels = { method: request.method, route, status: reply.statusCode };
        metrics.requests.observe(labels, reply.elapsedTime / 1_000);
        done();
    });
    app.get(
        "/metrics",
        {
            schema: {
                response: { 200: Type.String({ description: "Prometheus' text format" }), ...accessErrors },
                produces: ["text/plain"],
                operationId: "metrics",
                summary: "Read what is measured",
                tags: ["service"],
            },
        },
        async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );
}
