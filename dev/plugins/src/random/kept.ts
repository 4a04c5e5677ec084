import type { Found } from "../frame/resource.js";
import { map, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";

/** Every random resource has these: a change of a value makes it anew. */
export const keepers = { shape: map(text), replace: true } as const;

/** There is nothing outside of the state to look at: what was drawn stays. */
export async function read(_operation: unknown, id: string, former: Properties, state: Properties): Promise<Found> {
    const outputs = Object.fromEntries(Object.entries(state).filter(([name]) => !(name in former)));
    return { id, outputs, inputs: former };
}

export async function forget(): Promise<void> {}
