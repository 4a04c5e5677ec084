import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";

/** What the OpenAPI document says besides its routes. */
export const document: NonNullable<FastifyDynamicSwaggerOptions["openapi"]> = {
    openapi: "3.1.0",
    info: {
        title: "Routing API",
        description: "Carriers, trunks, IPBXs and DIDs of a Class 4 SIP platform, and the decision where a call goes.",
        version: "1.0",
        license: { name: "Apache License 2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "Where the document comes from" }],
    security: [{ token: [] }, { bearer: [] }],
    components: {
        securitySchemes: {
            token: {
                type: "apiKey",
                in: "header",
                name: "X-Auth-Token",
                description: "A token of an administrator, a tenant, Kamailio or what reads /metrics",
            },
            bearer: { type: "http", scheme: "bearer", description: "The same, as Authorization: Bearer" },
        },
    },
    tags: [
        { name: "tenants", description: "Who owns everything else" },
        { name: "domains", description: "SIP domains of tenants' users" },
        { name: "ipbxs", description: "Tenants' own switches: what places calls, and what DIDs lead to" },
        { name: "carriers", description: "Whom tenants have trunks with" },
        { name: "carrier_trunks", description: "Ways to and from a carrier" },
        { name: "dids", description: "Numbers that lead to an IPBX" },
        { name: "normalization-profiles", description: "How a peer writes numbers" },
        { name: "normalization-rules", description: "What of a number a profile rewrites" },
        { name: "routing-rules", description: "Which trunks an IPBX's calls leave by" },
        { name: "routing-groups", description: "The order of routing rules that are as specific as each other" },
        { name: "cdrs", description: "Records of attempts at calls" },
        { name: "tokens", description: "Who may ask: of a tenant, of further administrators, of what reads /metrics" },
        { name: "audit", description: "Who changed what" },
        { name: "routing", description: "Decisions, explained" },
        { name: "kamailio", description: "What SBCs and routers ask" },
        { name: "service", description: "How the service is" },
    ],
};
