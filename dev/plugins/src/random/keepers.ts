import { map, text } from "../frame/schema.js";

/** Every random resource has these: a change of a value makes it anew. */
export const keepers = { shape: map(text), replace: true } as const;
