import { StartError } from "./start-error.js";

/** What the service needs to know, read once from the environment. */
export interface Config {
    readonly host: string;
    readonly port: number;
    readonly logLevel: LogLevel;
    /** What this instance is called in Consul, where it runs in a platform. */
    readonly instance: string | undefined;
    readonly database: DatabaseConfig;
    /** Seconds that a request may take to arrive; one that is sent by halves is closed. */
    readonly requestSeconds: number;
    /** 32 bytes that encrypt the passwords which have to be sent to others. */
    readonly encryptionKey: Buffer;
    /** The tokens that are demanded; undefined where whoever reaches the service may do everything. */
    readonly tokens: GivenTokens | undefined;
    /** Requests a second that a token may send to an instance; 0 for no limit. */
    readonly rateLimit: number;
    /** Days that the audit trail remembers a change. */
    readonly auditDays: number;
}

/** The tokens that the deployment gives. Those of tenants, and further ones, are in the database. */
export interface GivenTokens {
    readonly administrator: string;
    readonly kamailio: string;
    /** What was Kamailio's before, and is taken as well while instances that show it are replaced. */
    readonly formerKamailio?: string;
}

export interface DatabaseConfig {
    /** A `postgres://` URL; when given, it wins over the single fields. */
    readonly url: string | undefined;
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string | undefined;
    readonly database: string;
    /** How PostgreSQL is known; undefined where nothing is demanded of it but what pg's own variables and the URL say. */
    readonly tls: DatabaseTls | undefined;
    /** Connections kept for requests. One more listens for changes. */
    readonly poolSize: number;
    /** Seconds to wait for PostgreSQL at start. */
    readonly waitSeconds: number;
}

/** What is demanded of PostgreSQL: a certificate of these authorities. */
export interface DatabaseTls {
    /** Path of the authorities' certificates, in PEM. */
    readonly rootsFile: string;
    /** The service of Consul that its certificate must be of; undefined: it must have the host's name. */
    readonly service: string | undefined;
}

const logLevels = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Fewer connections cannot be shared out among the kinds of work. */
export const smallestPool = 4;

type Environment = Readonly<Record<string, string | undefined>>;

/** An environment that cannot be used. Its message says which variable, and what is allowed. */
export class ConfigError extends StartError {}

/** Reads the configuration; throws one {@link ConfigError} that names every bad variable. */
export function readConfig(env: Environment): Config {
    const problems: string[] = [];
    const read = <T>(reader: () => T, fallback: T): T => {
        try {
            return reader();
        } catch (error) {
            if (!(error instanceof ConfigError)) throw error;
            problems.push(error.message);
            return fallback;
        }
    };

    const config: Config = {
        host: given(env, "HOST") ?? "0.0.0.0",
        port: read(() => integer(env, "PORT", 9600, 1, 65535), 0),
        logLevel: read(() => oneOf(env, "LOG_LEVEL", logLevels, "info"), "info"),
        instance: given(env, "C4_INSTANCE"),
        database: {
            url: read(() => databaseUrl(env), undefined),
            host: given(env, "PGHOST") ?? "localhost",
            port: read(() => integer(env, "PGPORT", 5432, 1, 65535), 0),
            user: given(env, "PGUSER") ?? "postgres",
            password: given(env, "PGPASSWORD"),
            database: given(env, "PGDATABASE") ?? "routing",
            tls: databaseTls(env),
            poolSize: read(() => integer(env, "PGPOOL_SIZE", 10, smallestPool, 1000), 0),
            waitSeconds: read(() => integer(env, "PGWAIT_SECONDS", 300, 0, 3600), 0),
        },
        requestSeconds: read(() => integer(env, "REQUEST_SECONDS", 10, 1, 3600), 0),
        encryptionKey: read(() => key(env, "ENCRYPTION_KEY"), Buffer.alloc(0)),
        tokens:
            read(() => oneOf(env, "AUTH", ["on", "off"], "on"), "off") === "off" ? undefined : givenTokens(env, read),
        rateLimit: read(() => integer(env, "RATE_LIMIT", 100, 0, 1_000_000), 0),
        auditDays: read(() => integer(env, "AUDIT_DAYS", 400, 1, 36_500), 0),
    };

    if (problems.length > 0) throw new ConfigError(problems.join("\n"));
    return config;
}

/** An empty variable counts as an absent one: that is what `FOO=` in an environment file means to most people. */
function given(env: Environment, name: string): string | undefined {
    const value = env[name]?.trim();
    return value === "" ? undefined : value;
}

function integer(env: Environment, name: string, fallback: number, min: number, max: number): number {
    const text = given(env, name);
    if (text === undefined) return fallback;
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new ConfigError(`${name} is "${text}": it must be a whole number from ${min} to ${max}.`);
}

function oneOf<const T extends string>(env: Environment, name: string, allowed: readonly T[], fallback: T): T {
    const text = given(env, name);
    if (text === undefined) return fallback;
    const found = allowed.find((value) => value === text);
    if (found !== undefined) return found;
    throw new ConfigError(`${name} is "${text}": it must be ${allowed.map((value) => `"${value}"`).join(", ")}.`);
}

type Read = <T>(reader: () => T, fallback: T) => T;

function givenTokens(env: Environment, read: Read): GivenTokens {
    const administrator = read(() => token(env, "ADMINISTRATOR_TOKEN"), "");
    const kamailio = read(() => token(env, "KAMAILIO_TOKEN"), "");
    const former = "FORMER_KAMAILIO_TOKEN";
    const formerKamailio = given(env, former) === undefined ? undefined : read(() => token(env, former), "");
    for (const [name, value] of [["KAMAILIO_TOKEN", kamailio] as const, [former, formerKamailio] as const]) {
        read(() => {
            if (administrator !== value || administrator === "") return;
            throw new ConfigError(`${name} is ADMINISTRATOR_TOKEN: they must differ, for each is for other paths.`);
        }, undefined);
    }
    return { administrator, kamailio, ...(formerKamailio === undefined ? {} : { formerKamailio }) };
}

/** The value is not repeated. */
function token(env: Environment, name: string): string {
    const text = given(env, name);
    if (text !== undefined && /^[A-Za-z0-9._~+/=-]{24,256}$/.test(text)) return text;
    const what = text === undefined ? "is not set" : "cannot be used";
    throw new ConfigError(
        `${name} ${what}: it must be 24 to 256 characters of A-Z, a-z, 0-9 and . _ ~ + / = -, for example from \`openssl rand -hex 32\`. AUTH=off demands no token, on a network that is closed to everybody else.`,
    );
}

function key(env: Environment, name: string): Buffer {
    const rule = `it must be 32 random bytes in base64, for example from \`openssl rand -base64 32\``;
    const text = given(env, name);
    if (text === undefined) throw new ConfigError(`${name} is not set: ${rule}.`);
    const bytes = Buffer.from(text, "base64");
    const canonical = bytes.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "");
    if (canonical && bytes.length === 32) return bytes;
    throw new ConfigError(
        canonical ? `${name} holds ${bytes.length} bytes: ${rule}.` : `${name} is not valid base64: ${rule}.`,
    );
}

/** By the name that PostgreSQL's own clients have for it; what else PGSSLMODE may be is pg's to read. */
function databaseTls(env: Environment): DatabaseTls | undefined {
    const rootsFile = given(env, "PGSSLROOTCERT");
    if (given(env, "PGSSLMODE") !== "verify-full" || rootsFile === undefined) return undefined;
    return { rootsFile, service: given(env, "PGSSLSERVICE") };
}

function databaseUrl(env: Environment): string | undefined {
    const text = given(env, "DATABASE_URL");
    if (text === undefined) return undefined;
    // The value may hold a password, so the message does not repeat it.
    if (!URL.canParse(text) || !/^postgres(ql)?:$/.test(new URL(text).protocol)) {
        throw new ConfigError(
            "DATABASE_URL is not a PostgreSQL URL: it must look like postgres://user:password@host:5432/database.",
        );
    }
    return text;
}
