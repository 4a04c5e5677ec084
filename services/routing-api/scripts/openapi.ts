import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";
import pino from "pino";
import { buildApp } from "../src/app.js";
import { smallestPool } from "../src/config.js";
import { openDatabases } from "../src/db/pool.js";
import { Encryption } from "../src/secrets/encryption.js";
import { SnapshotReader } from "../src/snapshot/reader.js";
import { RoutingData } from "../src/snapshot/routing-data.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The files that other programs are built on, by path: the document as it is served, and types made from it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
    const document = await openApiDocument();
    const types = astToString(await openapiTS(document));
    return new Map([
        [`${root}openapi.json`, `${JSON.stringify(document, null, 2)}\n`],
        [`${root}openapi.d.ts`, `// Made by "npm run openapi" from openapi.json.\n${types}`],
    ]);
}

/** The service without its database: connections are made when they are first used. */
async function openApiDocument(): Promise<OpenAPI3> {
    const logger = pino({ level: "silent" });
    const options = { host: "localhost", user: "nobody", database: "none" };
    const databases = openDatabases(options, smallestPool, logger);
    const encryption = new Encryption(Buffer.alloc(32));
    const data = new RoutingData(new SnapshotReader(databases.calls, encryption, logger), options, logger);
    const app = await buildApp({
        databases,
        data,
        encryption,
        access: undefined,
        logger,
        instance: undefined,
        auditDays: 1,
        requestSeconds: 10,
    });
    const answer = await app.inject({ url: "/api/v1/openapi.json" });
    await app.close();
    await databases.close();
    return answer.json<OpenAPI3>();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    for (const [path, text] of await generatedFiles()) {
        const current = readFileSync(path, { encoding: "utf8", flag: "a+" });
        writeFileSync(path, text);
        process.stdout.write(`${path}: ${current === text ? "unchanged" : "written"}\n`);
    }
}
