import ssh2, { type AnyAuthMethod } from "ssh2";
import type { Endpoint } from "./connection.js";

/** The ways to log in, in the order in which they are tried: a private key comes before a password. */
export function loginMethods(endpoint: Endpoint, property: string): AnyAuthMethod[] {
    const { user: username, password, agentSocketPath } = endpoint;
    const agent = agentSocketPath ?? process.env.SSH_AUTH_SOCK;
    const methods: AnyAuthMethod[] = [{ type: "none", username }];
    const key = privateKeyOf(endpoint, property);
    if (key) methods.push({ type: "publickey", username, key });
    if (password !== undefined) {
        methods.push({ type: "password", username, password });
        methods.push({
            type: "keyboard-interactive",
            username,
            prompt: (_name, _instructions, _language, prompts, answer) => answer(prompts.map(() => password)),
        });
    }
    if (agent) methods.push({ type: "agent", username, agent });
    return methods;
}

function privateKeyOf({ privateKey, privateKeyPassword }: Endpoint, property: string) {
    if (privateKey === undefined) return undefined;
    const parsed = ssh2.utils.parseKey(privateKey, privateKeyPassword);
    const [key] = Array.isArray(parsed) ? parsed : [parsed];
    if (key === undefined || key instanceof Error) {
        throw new Error(`${property}.privateKey cannot be used: ${key?.message ?? "it holds no key"}`);
    }
    if (!key.isPrivateKey()) throw new Error(`${property}.privateKey is a public key; it must be a private one`);
    return key;
}
