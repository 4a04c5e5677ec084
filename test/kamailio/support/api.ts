import { createServer, type Server } from "node:http";

const batches = "/1.0/kamailio/cdrs";

/** What Kamailio asked, or its records told. */
export interface Asked {
    readonly path: string;
    readonly body: Record<string, unknown>;
    /** What it showed to be let in. */
    readonly token: string | string[] | undefined;
}

/** How the next questions are answered. */
export interface Answer {
    readonly status?: number;
    readonly body: string;
    readonly delay?: number;
}

/**
 * Answers as the routing API would, but says what a test wants, nonsense included. The decisions themselves are tested where
 * they are made.
 */
export class ScriptedApi {
    readonly asked: Asked[] = [];
    routing: Answer = { body: "{}" };
    /** How batches of records are answered; `taken`: each of their records is stored. */
    cdr: Answer | "taken" = "taken";

    private constructor(
        private readonly server: Server,
        readonly port: number,
    ) {}

    static open(address: string): Promise<ScriptedApi> {
        const server = createServer();
        return new Promise((resolve) => {
            server.listen(0, address, () => {
                const bound = server.address();
                if (bound === null || typeof bound === "string") throw new Error("The HTTP server has no port.");
                const api = new ScriptedApi(server, bound.port);
                api.serve();
                resolve(api);
            });
        });
    }

    close(): Promise<void> {
        this.server.closeAllConnections();
        return new Promise((resolve) => {
            this.server.close(() => resolve());
        });
    }

    /** Questions where a call goes. */
    get questions(): Asked[] {
        return this.asked.filter(({ path }) => path === "/1.0/kamailio/routing");
    }

    /** The records that came, in batches of one and more, each as often as it came. */
    get cdrs(): Asked[] {
        return this.asked.filter(({ path }) => path === batches);
    }

    private serve(): void {
        this.server.on("request", (request, response) => {
            const chunks: Buffer[] = [];
            request.on("data", (chunk: Buffer) => chunks.push(chunk));
            request.on("end", () => {
                const path = request.url ?? "";
                const text = Buffer.concat(chunks).toString();
                const bodies = path === batches ? text.split("\n").filter((line) => line !== "") : [text];
                const token = request.headers["x-auth-token"];
                for (const body of bodies) this.asked.push({ path, body: JSON.parse(body), token });
                const taken: Answer = { body: JSON.stringify({ stored: bodies.length, known: 0, refused: [] }) };
                const answer = path !== batches ? this.routing : this.cdr === "taken" ? taken : this.cdr;
                const late = setTimeout(() => {
                    response.writeHead(answer.status ?? 200, { "Content-Type": "application/json" });
                    response.end(answer.body);
                }, answer.delay ?? 0);
                // Whoever asked waits no more.
                response.once("close", () => clearTimeout(late));
            });
        });
    }
}

/** A route to a target; a test adds what it is about. */
export function route(uri: string, special: Record<string, unknown> = {}): Record<string, unknown> {
    return {
        dst_uri: uri,
        path: "",
        socket: "",
        headers: { from: { display: "", uri: "" }, to: { display: "", uri: "" }, extra: "" },
        branch_flags: 8,
        fr_timer: 5000,
        fr_inv_timer: 30000,
        ...special,
    };
}

/** The answer for a caller that is known by its address. */
export function routed(routes: readonly Record<string, unknown>[], auth: Record<string, unknown> = {}): Answer {
    return {
        body: JSON.stringify({
            auth: {
                success: true,
                tenant_uuid: "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e",
                carrier_trunk_id: 9,
                ipbx_id: null,
                domain: null,
                username: null,
                password_ha1: null,
                ...auth,
            },
            rtjson:
                routes.length === 0 ? { success: false } : { success: true, version: "1.0", routing: "serial", routes },
        }),
    };
}
