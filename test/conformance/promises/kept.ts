import { createHash, randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { DeployedStack } from "../deployed-stack";

/** How data is kept on a target. */
export interface Kept {
    /** Configuration that it takes for that, besides. */
    readonly config: Readonly<Record<string, string>>;
    /** Makes what that configuration names. */
    prepared(): Promise<void>;
    /** Takes away what was kept. */
    removed(): Promise<void>;
}

const tenant = "0c4ca115-0000-4000-8000-00000000000f";
const incoming = { domain: "kept.calls.invalid", username: "1001", password: "in-and-kept" };
const outgoing = { auth_username: "kept", auth_password: "out-and-kept" };
const created = z.object({ id: z.number() });

/**
 * What is kept when a platform is taken down is there again when it is brought up. To be run last, when nothing is up: with the
 * roles alone that keep data, and those that read it.
 */
export function keptData(stack: DeployedStack, { config, prepared, removed }: Kept): void {
    describe("data that is kept", () => {
        it("outlives its platform: passwords that were stored before still work", async () => {
            await prepared();
            try {
                await stack.configured({ ...config, keepData: "true", sbcs: "0", routers: "0", rtpengines: "0" });
                await stack.stack.configureSecret("encryptionKey", randomBytes(32).toString("base64"));
                await stack.up();
                await store(await api(stack));
                expect(await works(await api(stack))).toEqual({ incoming: true, outgoing: true });
                await stack.down();
                await stack.stack.select();
                await stack.up();
                expect(await works(await api(stack))).toEqual({ incoming: true, outgoing: true });
            } finally {
                await stack.down();
                await removed();
            }
        });
    });
}

type Ask = (path: string, body?: object) => Promise<string>;

/** The routing API, as a portal and Kamailio use it. */
async function api(stack: DeployedStack): Promise<Ask> {
    const { routingApiUrl, administratorToken, membership } = await stack.outputs();
    return async (path, body) => {
        const token = path.startsWith("kamailio/") ? membership.kamailioToken : administratorToken;
        const headers = { "x-auth-token": token, "content-type": "application/json" };
        const posted = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
        const answer = await fetch(`${routingApiUrl}/1.0/${path}`, { headers, ...posted });
        const text = await answer.text();
        if (!answer.ok) throw new Error(`The routing API answers ${answer.status} to ${path}: ${text}`);
        return text;
    };
}

/** An IPBX whose password is checked, and a trunk that registers with one. */
async function store(ask: Ask): Promise<void> {
    const make = async (path: string, fields: object) =>
        created.parse(JSON.parse(await ask(path, { tenant_uuid: tenant, ...fields }))).id;
    const { domain, ...credentials } = incoming;
    const domainId = await make("domains", { domain });
    await make("ipbxs", { domain_id: domainId, ip_fqdn: "198.51.100.1", ...credentials });
    const carrier = await make("carriers", { name: "kept" });
    const registering = { registered: true, realm: domain, from_domain: domain, ...outgoing };
    await make("carrier_trunks", { carrier_id: carrier, name: "kept", sip_proxy: "198.51.100.2", ...registering });
}

async function works(ask: Ask): Promise<Record<"incoming" | "outgoing", boolean>> {
    const { auth_username, auth_password } = outgoing;
    const ha1 = createHash("md5").update(`${auth_username}:${incoming.domain}:${auth_password}`).digest("hex");
    const answer = z.object({ success: z.boolean() }).parse(JSON.parse(await ask("kamailio/auth", incoming)));
    return {
        incoming: answer.success,
        outgoing: (await ask("kamailio/dbtext/uacreg")).includes(ha1),
    };
}
