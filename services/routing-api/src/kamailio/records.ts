import type { FastifyInstance } from "fastify";
import { type Static, Type } from "typebox";
import type { Database } from "../db/pool.js";
import { commonErrors, named } from "../http/error-schemas.js";
import { ApiError, type Problem } from "../http/errors.js";
import { checkerOf } from "../http/validation.js";
import type { Metrics } from "../metrics/metrics.js";
import { insertRecords } from "./insert-records.js";
import { type RecordRequest, recordRequest } from "./record-schema.js";

/** What a batch may hold: far more than an SBC puts into one. */
const maxRecords = 1_000;
const maxBytes = 8 * 1024 * 1024;

const recordsAnswer = Type.Object(
    {
        stored: Type.Integer({ description: "Records that are new" }),
        known: Type.Integer({ description: "Records of attempts that were stored before" }),
        refused: Type.Array(
            Type.Object({
                line: Type.Integer({ description: "Which line of the batch it was, the first being 1" }),
                detail: Type.Unsafe<readonly Problem[]>({
                    type: "array",
                    items: { type: "object", additionalProperties: true },
                }),
            }),
            { description: "Records that cannot be stored as they are, now or later" },
        ),
    },
    { description: "What became of each line" },
);
type RecordsAnswer = Static<typeof recordsAnswer>;

const check = checkerOf(recordRequest);

/**
 * Takes the records of call attempts, each a line of JSON. What is answered with 200 is committed, all of it but the lines that are
 * refused by number; a line that is refused costs no other one.
 */
export function addRecordRoute(app: FastifyInstance, db: Database, metrics: Metrics, tags: string[]): void {
    app.register(async (scope) => {
        scope.addContentTypeParser(
            "application/x-ndjson",
            { parseAs: "buffer" },
            async (_request: unknown, body: Buffer) => body,
        );
        scope.post(
            "/1.0/kamailio/cdrs",
            {
                bodyLimit: maxBytes,
                schema: {
                    consumes: ["application/x-ndjson"],
                    response: {
                        200: recordsAnswer,
                        413: named("ErrorText", "More than 1,000 records, or 8 MiB"),
                        415: named("ErrorText", "The body is no NDJSON"),
                        503: commonErrors[503],
                    },
                    operationId: "storeRecords",
                    summary: "Store the records of attempts at calls, a line of JSON each",
                    tags,
                },
            },
            async ({ body }): Promise<RecordsAnswer> => {
                if (!Buffer.isBuffer(body)) throw new ApiError(415, "Records are application/x-ndjson, a line each");
                const lines = linesOf(body);
                if (lines.length > maxRecords) throw new ApiError(413, `A batch is at most ${maxRecords} records`);
                const read = lines.map(readLine);
                const records = read.flatMap((line) => ("record" in line ? [line.record] : []));
                const stored = await insertRecords(db, records);
                const refused = read.flatMap((line, index) =>
                    "detail" in line ? [{ line: index + 1, detail: line.detail }] : [],
                );
                const known = records.length - stored;
                metrics.records.inc({ result: "stored" }, stored);
                metrics.records.inc({ result: "known" }, known);
                metrics.records.inc({ result: "refused" }, refused.length);
                return { stored, known, refused };
            },
        );
    });
}

function linesOf(body: Buffer): Buffer[] {
    const lines: Buffer[] = [];
    for (let from = 0; from < body.length; ) {
        const end = body.indexOf(0x0a, from);
        const to = end === -1 ? body.length : end;
        lines.push(body.subarray(from, to));
        from = to + 1;
    }
    return lines;
}

type Line = { readonly record: RecordRequest } | { readonly detail: readonly Problem[] };

const utf8 = new TextDecoder("utf-8", { fatal: true });

function readLine(line: Buffer): Line {
    let json: unknown;
    try {
        json = JSON.parse(utf8.decode(line));
    } catch {
        return { detail: [{ loc: ["body"], msg: "the line is no JSON", type: "value_error.jsondecode" }] };
    }
    const { value, problems } = check(json);
    return problems === undefined ? { record: value } : { detail: problems };
}
