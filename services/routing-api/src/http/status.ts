import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { named } from "./error-schemas.js";
import { notFound } from "./errors.js";

const query = Type.Object({
    instance: Type.Optional(
        Type.String({ description: "Who is asked for, by its id in Consul: another instance answers 404" }),
    ),
});

/**
 * Adds the health check. Consul's names the instance that it was registered for: one that had this address before must not
 * stay in the catalogue for our answers.
 */
export function addStatus(app: FastifyInstance, instance: string | undefined): void {
    app.get<{ Querystring: Static<typeof query> }>(
        "/status",
        {
            schema: {
                querystring: query,
                response: {
                    204: { type: "null", description: "It is well" },
                    404: named("ErrorText", "Another instance is asked for"),
                },
                operationId: "status",
                summary: "Ask whether this instance is well",
                tags: ["service"],
                security: [],
            },
        },
        async ({ query: { instance: wanted } }, reply) => {
            if (wanted !== undefined && wanted !== instance) throw notFound("Instance");
            return reply.code(204).send();
        },
    );
}
