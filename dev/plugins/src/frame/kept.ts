import type { Found } from "./resource.js";
import type { Properties } from "./values.js";

/** There is nothing outside of the state to look at: what was made stays. */
export async function read(_operation: unknown, id: string, former: Properties, state: Properties): Promise<Found> {
    const outputs = Object.fromEntries(Object.entries(state).filter(([name]) => !(name in former)));
    return { id, outputs, inputs: former };
}

export async function forget(): Promise<void> {}
