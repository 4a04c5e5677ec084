import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import { principalOf } from "../access/principal.js";
import { commonErrors } from "../http/error-schemas.js";
import { refuseTypos } from "../http/typos.js";
import { routingRequest } from "../kamailio/schemas.js";
import { type Decision, decide } from "../routing/decide.js";
import type { Step } from "../routing/problems.js";
import { snapshotOfTenant } from "../snapshot/of-tenant.js";
import type { RoutingData } from "../snapshot/routing-data.js";

const { source_ip, domain, username, from_uri, to_uri, ruri } = routingRequest.properties;

const dryRunRequest = Type.Object(
    {
        source_ip,
        domain,
        username,
        from_name: Type.Optional(Type.String({ default: "" })),
        from_uri,
        to_name: Type.Optional(Type.String()),
        to_uri,
        ruri,
        auth: Type.Optional(
            Type.Boolean({ default: true, description: "Whether the caller has to be known, as routers ask it" }),
        ),
    },
    {
        examples: [
            {
                source_ip: "203.0.113.10",
                domain: "pbx.example.net",
                username: "pbx1",
                from_uri: "sip:1001@pbx.example.net",
                to_uri: "sip:+442031234567@sbc.example.net",
            },
        ],
    },
);
type DryRunRequest = Static<typeof dryRunRequest>;

const dryRunAnswer = Type.Object(
    {
        decision: Type.Unsafe<object>({
            type: "object",
            additionalProperties: true,
            description: "What a router would be told, without passwords and digest secrets",
        }),
        steps: Type.Array(
            Type.Object({
                step: Type.String({ description: "What was looked at" }),
                outcome: Type.String({ description: "What was found, in words" }),
                details: Type.Unsafe<object>({ type: "object", additionalProperties: true }),
            }),
            { description: "How it came to that, in order" },
        ),
        problems: Type.Array(Type.String(), { description: "Stored data that routing cannot use" }),
    },
    { description: "The decision, and how it came about" },
);

/** Adds the dry run of a decision, which explains it. Routers never ask it. */
export function addDryRun(app: FastifyInstance, data: RoutingData): void {
    app.post<{ Body: DryRunRequest }>(
        "/1.0/routing/dry-run",
        {
            preValidation: async ({ body }) => refuseTypos(body, Object.keys(dryRunRequest.properties)),
            schema: {
                body: dryRunRequest,
                response: { 200: dryRunAnswer, ...commonErrors },
                operationId: "explainRoute",
                summary: "Explain where a call would go",
                description:
                    "Decides as for a router, places no call and stores nothing. Who asks for one tenant is told of what that tenant has, as if there were no other.",
                tags: ["routing"],
            },
        },
        async (request) => {
            const { body } = request;
            const { tenant } = principalOf(request);
            const all = await data.current();
            const snapshot = tenant === undefined ? all : await snapshotOfTenant(all, tenant);
            const steps: Step[] = [];
            const problems: string[] = [];
            const { from_name = "", to_name = null, ruri = null, auth = true } = body;
            const call = { ...body, from_name, to_name, ruri, auth };
            const notes = Object.assign((problem: string): void => void problems.push(problem), {
                step: (step: Step): void => void steps.push(step),
            });
            return { decision: withoutSecrets(decide(snapshot, call, notes)), steps, problems };
        },
    );
}

function withoutSecrets({ auth, rtjson }: Decision): object {
    return {
        auth: auth === null ? null : without("password_ha1", auth),
        rtjson: rtjson.success
            ? {
                  ...without("auth_password", rtjson),
                  routes: rtjson.routes.map((route) => without("auth_password", route)),
              }
            : rtjson,
    };
}

function without(secret: string, all: object): object {
    return Object.fromEntries(Object.entries(all).filter(([name]) => name !== secret));
}
