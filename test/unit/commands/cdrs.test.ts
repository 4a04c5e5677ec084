import { createServer } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { cdrsOf } from "../../../dev/commands/calls/cdrs";
import { RoutingApi } from "../../../dev/commands/calls/provision";

/** Stands in for a routing API: a list of CDRs that grows with each look at its end. */
class GrowingList {
    /** Query strings that it was asked with. */
    readonly asked: URLSearchParams[] = [];
    private readonly stored: object[] = [];
    private readonly server = createServer((request, response) => {
        const query = new URL(request.url ?? "", "http://list").searchParams;
        this.asked.push(query);
        const [offset, limit] = [Number(query.get("offset")), Number(query.get("limit"))];
        if (offset === 0) this.stored.push(...(this.batches.shift() ?? []).map(row));
        if (this.away > 0) {
            this.away -= 1;
            response.writeHead(503).end("away");
        } else {
            response.end(JSON.stringify({ items: this.stored.slice(offset, offset + limit) }));
        }
    });

    constructor(
        private readonly batches: string[][],
        private away = 0,
    ) {}

    open(): Promise<RoutingApi> {
        return new Promise((resolve) => {
            this.server.listen(0, "127.0.0.1", () => {
                const address = this.server.address();
                if (address === null || typeof address === "string") throw new Error("The HTTP server has no port.");
                resolve(new RoutingApi(`http://127.0.0.1:${address.port}`, "token"));
            });
        });
    }

    close(): Promise<void> {
        this.server.closeAllConnections();
        return new Promise((resolve) => {
            this.server.close(() => resolve());
        });
    }
}

function row(call_id: string) {
    return { id: 1, call_id, router: "198.18.0.7:5060", caller_packets: 150, callee_packets: null };
}

describe("the CDRs of a run", () => {
    let list: GrowingList | undefined;
    afterEach(() => list?.close());
    const began = new Date("2026-11-23T20:39:00Z");
    const read = async (batches: string[][], ended: string[], patience: number, away = 0) => {
        list = new GrowingList(batches, away);
        return cdrsOf(await list.open(), began, new Set(ended), patience, 1);
    };

    it("are waited for until each call that ended has one", async () => {
        const found = await read([["a"], [], ["b", "other"], ["c"], ["late"]], ["a", "b", "c"], 60_000);
        expect([...found.keys()]).toEqual(["a", "b", "other", "c"]);
        expect(found.get("b")).toEqual({
            call_id: "b",
            router: "198.18.0.7:5060",
            caller_packets: 150,
            callee_packets: null,
        });
    });

    it("are read in pages, from a little before the run: no older ones", async () => {
        const calls = Array.from({ length: 4500 }, (_, index) => `call-${index}`);
        expect((await read([calls], calls, 60_000)).size).toBe(4500);
        expect(list?.asked.map((query) => query.get("offset"))).toEqual(["0", "2000", "4000"]);
        expect(new Set(list?.asked.map((query) => query.get("since")))).toEqual(new Set(["2026-11-23T20:34:00.000Z"]));
    });

    it("are not waited for for ever when no more of them come", async () => {
        expect([...(await read([["a"], ["b"]], ["a", "b", "lost"], 50)).keys()]).toEqual(["a", "b"]);
    });

    it("are asked for again when the API is away for a moment", async () => {
        expect([...(await read([["a"]], ["a"], 60_000, 3)).keys()]).toEqual(["a"]);
    });

    it("cannot be told of when it stays away", async () => {
        await expect(read([["a"]], ["a"], 50, Number.POSITIVE_INFINITY)).rejects.toThrow(
            "The routing API answers 503 to GET /1.0/cdrs?",
        );
    });
});
