import type { FastifyInstance } from "fastify";
import type { Databases } from "../db/pool.js";
import { commonErrors } from "../http/error-schemas.js";
import type { Metrics } from "../metrics/metrics.js";
import { identify, identifyByPassword } from "../routing/authenticate.js";
import { type Decision, decide } from "../routing/decide.js";
import type { Encryption } from "../secrets/encryption.js";
import type { RoutingData } from "../snapshot/routing-data.js";
import { storeCdr } from "./cdr.js";
import { addRecordRoute } from "./records.js";
import {
    type AuthRequest,
    authAnswer,
    authRequest,
    type CdrRequest,
    cdrAnswer,
    cdrRequest,
    type RoutingRequest,
    routingAnswer,
    routingRequest,
    uacregAnswer,
} from "./schemas.js";
import { uacregTable } from "./uacreg.js";

const tags = ["kamailio"];

interface KamailioServices {
    readonly databases: Databases;
    readonly data: RoutingData;
    readonly encryption: Encryption;
    readonly metrics: Metrics;
}

/** What Kamailio asks. A business outcome is always a 200: the router answers anything else with a SIP 500. */
export function addKamailioRoutes(
    app: FastifyInstance,
    { databases, data, encryption, metrics }: KamailioServices,
): void {
    app.post<{ Body: RoutingRequest }>(
        "/1.0/kamailio/routing",
        {
            schema: {
                body: routingRequest,
                response: { 200: routingAnswer, ...commonErrors },
                operationId: "decideRoute",
                summary: "Decide where a call goes",
                description: "Each business outcome is a 200; no route is `rtjson.success` false.",
                tags,
            },
        },
        async ({ body, log }) => {
            const current = data.current();
            const snapshot = current instanceof Promise ? await current : current;
            const call = { ...body, auth: body.auth ?? false, to_name: body.to_name ?? null, ruri: body.ruri ?? null };
            const decision = decide(snapshot, call, (problem) =>
                log.warn({ call_id: body.call_id, problem }, "stored data that routing cannot use"),
            );
            const outcome = outcomeOf(decision);
            metrics.decisions.inc({ outcome });
            const said = { outcome, peer: peerOf(decision), routes: targetsOf(decision) };
            log.info({ call_id: body.call_id, source: body.source_ip, ...said }, "routing");
            return decision;
        },
    );
    app.post<{ Body: AuthRequest }>(
        "/1.0/kamailio/auth",
        {
            schema: {
                body: authRequest,
                response: { 200: authAnswer, ...commonErrors },
                operationId: "identifyCaller",
                summary: "Say who calls",
                tags,
            },
        },
        async ({ body }) => {
            const snapshot = await data.current();
            return body.password ? identifyByPassword(snapshot, body, body.password) : identify(snapshot, body);
        },
    );
    app.post<{ Body: CdrRequest }>(
        "/1.0/kamailio/cdr",
        {
            schema: {
                body: cdrRequest,
                response: { 200: cdrAnswer, ...commonErrors },
                operationId: "storeCall",
                summary: "Store the record of an answered call, as SBCs of the original send it",
                tags,
            },
        },
        async ({ body, log }) => storeCdr(databases.records, body, log),
    );
    addRecordRoute(app, databases.records, metrics, tags);
    const registrations = {
        response: { 200: uacregAnswer, ...commonErrors },
        operationId: "listRegistrations",
        summary: "List where routers register, as a table of Kamailio's",
        tags,
    };
    app.get("/1.0/kamailio/dbtext/uacreg", { schema: registrations }, async ({ log }) => ({
        content: await uacregTable(databases.calls, encryption, log),
    }));
}

function outcomeOf({ auth, rtjson }: Decision): "unknown-caller" | "routed" | "no-route" {
    if (auth?.success === false) return "unknown-caller";
    return rtjson.success ? "routed" : "no-route";
}

/** One line of log says who called and where it goes; numbers and names stay out of it. */
function peerOf({ auth }: Decision): object | undefined {
    if (auth === null) return undefined;
    return { ipbx: auth.ipbx_id ?? undefined, trunk: auth.carrier_trunk_id ?? undefined };
}

function targetsOf({ rtjson }: Decision): readonly string[] | undefined {
    return rtjson.success ? rtjson.routes.map((route) => route.dst_uri) : undefined;
}
