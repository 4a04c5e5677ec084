import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../src/config.js";

const key = Buffer.alloc(32, 1).toString("base64");
const tokens = { ADMINISTRATOR_TOKEN: "a".repeat(32), KAMAILIO_TOKEN: "k".repeat(32) };
const env = (more: Record<string, string>) => readConfig({ ENCRYPTION_KEY: key, ...tokens, ...more });

describe("the environment", () => {
    it("has defaults for everything but the key and the tokens", () => {
        expect(env({})).toEqual({
            host: "0.0.0.0",
            port: 9600,
            logLevel: "info",
            instance: undefined,
            requestSeconds: 10,
            encryptionKey: Buffer.alloc(32, 1),
            tokens: { administrator: "a".repeat(32), kamailio: "k".repeat(32) },
            rateLimit: 100,
            auditDays: 400,
            database: {
                url: undefined,
                host: "localhost",
                port: 5432,
                user: "postgres",
                password: undefined,
                database: "routing",
                tls: undefined,
                poolSize: 10,
                waitSeconds: 300,
            },
        });
        expect(env({ PORT: "", PGHOST: " ", AUTH: "" })).toEqual(env({}));
    });

    it("demands no token where it says so, and then none is needed", () => {
        expect(readConfig({ ENCRYPTION_KEY: key, AUTH: "off" }).tokens).toBeUndefined();
    });

    it.each([
        [{ ADMINISTRATOR_TOKEN: "" }, "ADMINISTRATOR_TOKEN is not set"],
        [{ KAMAILIO_TOKEN: "a blank in between, which is long" }, "KAMAILIO_TOKEN cannot be used"],
        [{ KAMAILIO_TOKEN: tokens.ADMINISTRATOR_TOKEN }, "they must differ"],
        [{ FORMER_KAMAILIO_TOKEN: tokens.ADMINISTRATOR_TOKEN }, "FORMER_KAMAILIO_TOKEN is ADMINISTRATOR_TOKEN"],
        [{ FORMER_KAMAILIO_TOKEN: "a blank in between, which is long" }, "FORMER_KAMAILIO_TOKEN cannot be used"],
    ])("is refused with %j, without repeating it", (more, message) => {
        expect(() => env(more)).toThrow(message);
        expect(() => env(more)).not.toThrow("a blank");
    });

    it("demands a certificate of PostgreSQL where it is to be verified by authorities that are named", () => {
        const tls = { PGSSLMODE: "verify-full", PGSSLROOTCERT: "/roots.pem" };
        expect(env({ ...tls, PGSSLSERVICE: "postgres" }).database.tls).toEqual({
            rootsFile: "/roots.pem",
            service: "postgres",
        });
        expect(env(tls).database.tls).toEqual({ rootsFile: "/roots.pem", service: undefined });
        expect(env({ ...tls, PGSSLMODE: "disable" }).database.tls).toBeUndefined();
    });

    it("is taken", () => {
        const config = env({
            HOST: "127.0.0.1",
            PORT: "1",
            LOG_LEVEL: "silent",
            C4_INSTANCE: "routing-api-1",
            PGHOST: "db",
            PGPORT: "65535",
            PGUSER: "u",
            PGPASSWORD: "p",
            PGDATABASE: "d",
            PGPOOL_SIZE: "5",
            PGWAIT_SECONDS: "0",
            DATABASE_URL: "postgresql://u:p@db/d",
        });
        expect(config).toMatchObject({ host: "127.0.0.1", port: 1, logLevel: "silent", instance: "routing-api-1" });
        expect(config.database).toEqual({
            url: "postgresql://u:p@db/d",
            host: "db",
            port: 65535,
            user: "u",
            password: "p",
            database: "d",
            poolSize: 5,
            waitSeconds: 0,
        });
    });

    it.each([
        ["PORT", "0", "from 1 to 65535"],
        ["PORT", "65536", "from 1 to 65535"],
        ["PORT", "96OO", "whole number"],
        ["PORT", "-1", "whole number"],
        ["PORT", "9600.5", "whole number"],
        ["PGPORT", "x", "from 1 to 65535"],
        ["PGPOOL_SIZE", "3", "from 4 to 1000"],
        ["RATE_LIMIT", "-1", "from 0 to 1000000"],
        ["AUDIT_DAYS", "0", "from 1 to 36500"],
        ["PGWAIT_SECONDS", "4000", "from 0 to 3600"],
        ["LOG_LEVEL", "loud", '"info"'],
        ["AUTH", "wazo-auth", '"on", "off"'],
    ])("is refused with %s=%s, by name, value and what is allowed", (name, value, allowed) => {
        expect(() => env({ [name]: value })).toThrow(ConfigError);
        expect(() => env({ [name]: value })).toThrow(new RegExp(`^${name} is "${value}": .*${allowed}`));
    });

    it.each([
        [undefined, "ENCRYPTION_KEY is not set"],
        ["!!!", "ENCRYPTION_KEY is not valid base64"],
        [Buffer.alloc(16, 9).toString("base64"), "ENCRYPTION_KEY holds 16 bytes"],
    ])("is refused with key %j, without repeating it", (value, message) => {
        const run = () => readConfig(value === undefined ? {} : { ENCRYPTION_KEY: value });
        expect(run).toThrow(message);
        expect(run).toThrow("32 random bytes");
        if (value !== undefined) expect(run).not.toThrow(value);
    });

    it.each(["mysql://u:secret@h/d", "secret@host"])("is refused with DATABASE_URL=%s, without repeating it", (url) => {
        expect(() => env({ DATABASE_URL: url })).toThrow("DATABASE_URL is not a PostgreSQL URL");
        expect(() => env({ DATABASE_URL: url })).not.toThrow("secret");
    });

    it("is refused with all its mistakes at once", () => {
        const run = () => readConfig({ PORT: "x", LOG_LEVEL: "y" });
        for (const name of ["PORT", "LOG_LEVEL", "ENCRYPTION_KEY"]) expect(run).toThrow(name);
    });
});
