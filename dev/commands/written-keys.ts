import * as z from "zod";
import { ask, type ConsulAnswer, type ConsulPlace } from "./consul";
import type { PendingOperation, State } from "./pulumi";
import type { Orphan } from "./target";

const keyPrefix = z.object({ pathPrefix: z.string(), subkeys: z.record(z.string(), z.string()) });
const provider = z.object({
    address: z.string(),
    scheme: z.string().default("http"),
    token: z.string().optional(),
    caPem: z.string().optional(),
});

const entries = z.array(z.object({ Value: z.string().nullable(), ModifyIndex: z.number() }));

/**
 * Keys that the interrupted creation of a KeyPrefix wrote: it is refused for ever while they are there. Only those below a
 * platform's own folder, that the creation names, with the value that it names: all else may be somebody's.
 */
export async function writtenKeys({ resource }: PendingOperation, platform: string, state: State): Promise<Orphan[]> {
    const { type, inputs, provider: reference } = resource;
    if (type !== "consul:index/keyPrefix:KeyPrefix") return [];
    const declared = keyPrefix.safeParse(inputs).data;
    const consul = connectionOf(reference, state);
    if (!declared?.pathPrefix.startsWith(`c4/${platform}/`) || !consul) return [];
    const found = await Promise.all(
        Object.entries(declared.subkeys).map(async ([name, value]) => {
            const key = declared.pathPrefix + name;
            const index = await consul.indexOf(key, value);
            return index === undefined ? [] : [{ name, remove: () => consul.remove(key, index) }];
        }),
    );
    const keys = found.flat();
    if (keys.length === 0) return [];
    const what = `what was written below ${declared.pathPrefix} (${keys.map(({ name }) => name).join(", ")})`;
    const remove = async () => {
        for (const key of keys) await key.remove();
    };
    return [{ what, remove }];
}

/** The Consul that a resource's provider speaks to, as the state has it. */
function connectionOf(reference: string | undefined, state: State): Kv | undefined {
    const urn = reference?.split("::").slice(0, -1).join("::");
    const connection = provider.safeParse(state.resources.find((resource) => resource.urn === urn)?.inputs);
    return connection.success ? new Kv(connection.data) : undefined;
}

class Kv {
    private readonly place: ConsulPlace;

    constructor({ address, caPem, scheme, token }: z.infer<typeof provider>) {
        this.place = { url: `${scheme}://${address}`, ca: caPem, token };
    }

    /** Its index, when the key is there with a value. */
    async indexOf(key: string, value: string): Promise<number | undefined> {
        const answer = await this.ask("GET", key, "");
        if (answer.status === 404) return undefined;
        const [entry] = entries.parse(JSON.parse(answer.text));
        const there = Buffer.from(entry?.Value ?? "", "base64").toString("utf8");
        return there === value ? entry?.ModifyIndex : undefined;
    }

    /** Removes it as it was seen; what somebody has written since then stays. */
    async remove(key: string, index: number): Promise<void> {
        const { text } = await this.ask("DELETE", key, `?cas=${index}`);
        if (text.trim() !== "true")
            throw new Error(`The key ${key} was changed by somebody meanwhile; look at it first.`);
    }

    private async ask(method: string, key: string, query: string): Promise<ConsulAnswer> {
        const path = key.split("/").map(encodeURIComponent).join("/");
        const { url } = this.place;
        const answer = await ask(this.place, `/v1/kv/${path}${query}`, method).catch((error: unknown) => {
            const what = `Consul at ${url} does not answer: whether it has ${key} of an interrupted run is not known`;
            throw new Error(what, { cause: error });
        });
        const { status, text } = answer;
        if (status === 200 || (method === "GET" && status === 404)) return answer;
        throw new Error(`Consul at ${url} answers ${status} for the key ${key}: ${text.trim()}`);
    }
}
