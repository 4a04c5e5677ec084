import type { FastifyInstance, FastifyRequest } from "fastify";
import { ApiError } from "../http/errors.js";
import type { Metrics } from "../metrics/metrics.js";
import { anyone, type Scope, setPrincipal } from "./principal.js";
import type { RateLimit } from "./rate-limit.js";
import type { Tokens } from "./tokens.js";

/** What is demanded of who asks. */
export interface Access {
    readonly tokens: Tokens;
    /** Undefined where anybody may ask as often as he likes. */
    readonly limit: RateLimit | undefined;
}

/** Lets in who shows a token that is for the path, and not too often. Where nothing is demanded, everybody. */
export function guard(app: FastifyInstance, access: Access | undefined, metrics: Metrics): void {
    app.addHook("onRequest", async (request, reply) => {
        if (access === undefined) return setPrincipal(request, anyone);
        const { tokens, limit } = access;
        const { url } = request.routeOptions;
        // By the pattern of the route, which no spelling of a path gets around.
        if (url === "/status") return;
        const token = tokenOf(request);
        const principal = token === undefined ? undefined : await tokens.principalOf(token);
        if (principal === undefined) {
            reply.header("www-authenticate", 'Bearer realm="routing-api"');
            throw new ApiError(
                401,
                token === undefined ? "Missing X-Auth-Token header" : "The provided token is not valid",
            );
        }
        // A call waits for nobody.
        const wait = principal.scope === "kamailio" ? undefined : limit?.take(`${principal.token} ${principal.name}`);
        if (wait !== undefined) {
            metrics.limited.inc({ scope: principal.scope });
            reply.header("retry-after", Math.ceil(wait));
            throw new ApiError(429, `Too many requests: a token may send ${limit?.perSecond} a second`);
        }
        const allowed = scopesOf(url);
        if (allowed !== undefined && !allowed.includes(principal.scope)) {
            const most = allowed.join(" or ");
            throw new ApiError(403, `Token not valid for this path: it is of scope ${principal.scope}, not ${most}`);
        }
        setPrincipal(request, principal);
    });
}

/** `Authorization: Bearer` is what Prometheus and most clients have a setting for. */
function tokenOf({ headers }: FastifyRequest): string | undefined {
    const own = headers["x-auth-token"];
    if (typeof own === "string" && own !== "") return own;
    return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? "")?.[1];
}

/** Whose tokens a path is for; undefined where there is no such path, which anybody is told who has a token. */
function scopesOf(url: string | undefined): readonly Scope[] | undefined {
    if (url === undefined) return undefined;
    if (url.startsWith("/1.0/kamailio/")) return ["kamailio"];
    if (url === "/metrics") return ["administrator", "metrics"];
    if (url === "/1.0/tokens" || url.startsWith("/1.0/tokens/")) return ["administrator"];
    return ["administrator", "tenant"];
}
