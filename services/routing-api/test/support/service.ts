import { randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import pino from "pino";
import { inject } from "vitest";
import type { RateLimit } from "../../src/access/rate-limit.js";
import { Tokens } from "../../src/access/tokens.js";
import { buildApp } from "../../src/app.js";
import type { DatabaseConfig, GivenTokens } from "../../src/config.js";
import { migrate } from "../../src/db/migrate.js";
import { connectionOptions, type Database, type Databases, openDatabases } from "../../src/db/pool.js";
import { Encryption } from "../../src/secrets/encryption.js";
import { SnapshotReader } from "../../src/snapshot/reader.js";
import { RoutingData } from "../../src/snapshot/routing-data.js";

export const tenant = "7d0c2f0e-6a4b-4c1d-9b7e-1f2a3b4c5d6e";
export const otherTenant = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
/** An id that nothing has. */
export const missing = 2_000_000_000;
/** What the service of a test is called. */
export const instance = "routing-api-1";
export const encryptionKey = Buffer.alloc(32, 7);

/** What the service answered. */
export class Answer {
    constructor(
        readonly status: number,
        readonly text: string,
        readonly body: unknown,
        readonly headers: Readonly<Record<string, unknown>> = {},
    ) {}

    /** A part of the body; undefined where there is none. */
    at(...path: (string | number)[]): unknown {
        return path.reduce<unknown>(
            (part, key) => (typeof part === "object" && part !== null ? Reflect.get(part, key) : undefined),
            this.body,
        );
    }

    /** A list in the body. */
    list(...path: (string | number)[]): Record<string, unknown>[] {
        const list: unknown = this.at(...path);
        if (Array.isArray(list)) return list.map((each: unknown) => ({ ...record(each) }));
        throw new Error(`There is no list at ${path.join(".")} of ${this.text}`);
    }

    /** Names of what the body, or a part of it, consists of. */
    keys(...path: (string | number)[]): string[] {
        return Object.keys(record(this.at(...path)));
    }

    /** A number in the body. */
    number(...path: (string | number)[]): number {
        const number = this.at(...path);
        if (typeof number === "number") return number;
        throw new Error(`There is no number at ${path.join(".")} of ${this.text}`);
    }

    /** A text in the body. */
    string(...path: (string | number)[]): string {
        const text = this.at(...path);
        if (typeof text === "string") return text;
        throw new Error(`There is no text at ${path.join(".")} of ${this.text}`);
    }
}

function record(value: unknown): object {
    if (typeof value === "object" && value !== null) return value;
    throw new Error(`${JSON.stringify(value)} is no object.`);
}

/** One instance of the service, in this process, on a real database. */
export class Service {
    constructor(
        readonly app: FastifyInstance,
        private readonly databases: Databases,
        readonly data: RoutingData,
        readonly lines: Record<string, unknown>[],
    ) {}

    /** For what a test does past the API. */
    get db(): Database {
        return this.databases.writes;
    }

    async call(
        method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
        path: string,
        body?: unknown,
        headers: Readonly<Record<string, string>> = {},
    ): Promise<Answer> {
        const answer = await this.app.inject({
            method,
            url: path,
            headers,
            ...(body === undefined ? {} : { payload: typeof body === "string" ? body : JSON.stringify(body) }),
        });
        const isJson = String(answer.headers["content-type"]).includes("application/json");
        return new Answer(answer.statusCode, answer.body, isJson ? answer.json() : undefined, answer.headers);
    }

    get = (path: string) => this.call("GET", path);
    post = (path: string, body?: unknown) => this.call("POST", path, body);
    put = (path: string, body?: unknown) => this.call("PUT", path, body);
    patch = (path: string, body?: unknown) => this.call("PATCH", path, body);
    delete = (path: string) => this.call("DELETE", path);

    /** Creates and gives back the id; the test fails here when that does not work. */
    async create(path: string, body: Record<string, unknown>): Promise<number> {
        const answer = await this.post(`/1.0/${path}`, { tenant_uuid: tenant, ...body });
        if (answer.status !== 200) throw new Error(`POST ${path}: ${answer.status} ${answer.text}`);
        return answer.number("id");
    }

    async stop(): Promise<void> {
        await this.app.close();
        await this.data.stop();
        await this.databases.close();
    }
}

export async function createDatabase(port = inject("postgresPort")): Promise<DatabaseConfig> {
    const database = `t_${randomBytes(6).toString("hex")}`;
    const client = new pg.Client({ host: "127.0.0.1", port, user: "postgres", database: "postgres" });
    await client.connect();
    await client.query(`create database ${database}`);
    await client.end();
    return {
        url: undefined,
        host: "127.0.0.1",
        port,
        user: "postgres",
        password: undefined,
        database,
        tls: undefined,
        poolSize: 10,
        waitSeconds: 10,
    };
}

/** What a service demands of who asks. */
export interface Demands {
    readonly tokens: GivenTokens;
    readonly limit?: RateLimit;
}

/** @param demands Nothing, where there are none. */
export async function startService(config?: DatabaseConfig, demands?: Demands): Promise<Service> {
    const database = config ?? (await createDatabase());
    const lines: Record<string, unknown>[] = [];
    const log = pino({ level: "debug" }, { write: (line: string) => lines.push(JSON.parse(line)) });
    const options = connectionOptions(database);
    const databases = openDatabases(options, database.poolSize, log);
    const encryption = new Encryption(encryptionKey);
    const data = new RoutingData(new SnapshotReader(databases.calls, encryption, log), options, log);
    await migrate(databases.writes, log);
    await data.start();
    const access = demands && {
        tokens: new Tokens(demands.tokens, databases.reads, encryption),
        limit: demands.limit,
    };
    const app = await buildApp({
        databases,
        data,
        encryption,
        access,
        logger: log,
        instance,
        auditDays: 2,
        requestSeconds: 10,
    });
    return new Service(app, databases, data, lines);
}
