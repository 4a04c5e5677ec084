import type { Resource } from "./resource.js";
import { schemaName } from "./schemas.js";

interface Operation {
    readonly operationId: string;
    readonly summary: string;
    readonly description?: string;
}

/** What clients that are made from the OpenAPI document call the routes of a collection, and what people read about them. */
export function operationsOf(resource: Resource) {
    const name = schemaName(resource);
    const words = resource.resource.replaceAll("_", " ");
    const noun = abbreviations.includes(words) ? words.toUpperCase() : words;
    const one = `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
    return {
        create: { operationId: `create${name}`, summary: `Create ${one}` },
        createMany: {
            operationId: `createMany${name}s`,
            summary: `Create up to 10,000 ${noun}s`,
            description: "All of them or none, or, with mode=each, those that can be. One transaction.",
        },
        list: {
            operationId: `list${name}s`,
            summary: `List ${noun}s`,
            description: "Narrowed by any of the fields, sorted, and walked by offset or by cursor.",
        },
        export: { operationId: `export${name}s`, summary: `Stream all ${noun}s as NDJSON or CSV` },
        read: { operationId: `get${name}`, summary: `Read ${one}` },
        update: {
            operationId: `update${name}`,
            summary: `Update ${one}`,
            description:
                "An optional field that is absent or null keeps its value; one with a default is reset to it. To change single fields, or to clear one, use PATCH.",
        },
        patch: {
            operationId: `patch${name}`,
            summary: `Change fields of ${one}`,
            description: "What is not named stays as it is; null clears.",
        },
        remove: { operationId: `delete${name}`, summary: `Delete ${one}`, description: "Answers what it was." },
    } as const satisfies Readonly<Record<string, Operation>>;
}

const abbreviations = ["ipbx", "did", "cdr"];
