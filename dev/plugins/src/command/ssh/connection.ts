import type { Problem } from "../../frame/check.js";
import { type FieldsValue, number, object, text } from "../../frame/schema.js";
import { isProperties, type Properties, type Value } from "../../frame/values.js";
import { parseHostKey } from "./host-key.js";

const endpointFields = {
    host: {
        shape: text,
        required: true,
        pattern: { regexp: /^[^\s@/]+$/, meaning: "a host name or an address, without a user or a port" },
    },
    port: { shape: number, default: 22, min: 1, max: 65535 },
    user: { shape: text, default: "root", pattern: { regexp: /\S/, meaning: "the name of a user" } },
    password: { shape: text },
    privateKey: { shape: text },
    privateKeyPassword: { shape: text },
    agentSocketPath: { shape: text },
    hostKey: { shape: text },
    dialErrorLimit: { shape: number, default: 10, min: -1 },
    perDialTimeout: { shape: number, default: 15, min: 0 },
} as const;

const connectionFields = { ...endpointFields, proxy: { shape: object(endpointFields) } } as const;

export const connection = { shape: object(connectionFields), required: true } as const;

export type Endpoint = FieldsValue<typeof endpointFields>;
export type Connection = FieldsValue<typeof connectionFields>;

/** As `ssh` takes it, with the port. */
export function addressOf({ user, host, port }: Endpoint): string {
    return `${user}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** What the fields alone cannot tell. The value is not repeated: by mistake it may be a private key. */
export function connectionProblems(values: Properties): Problem[] {
    const given = values.connection;
    const endpoints: (Value | undefined)[] = isProperties(given) ? [given, given.proxy] : [];
    return endpoints.flatMap((endpoint, index) => {
        const hostKey = isProperties(endpoint) ? endpoint.hostKey : undefined;
        if (typeof hostKey !== "string" || parseHostKey(hostKey) !== undefined) return [];
        const property = `connection${index === 0 ? "" : ".proxy"}.hostKey`;
        return [{ property, reason: `${property} must be one line with a whole public key: "ssh-ed25519 AAAA…"` }];
    });
}
