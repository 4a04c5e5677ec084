import type { Form } from "../http/forms.js";
import type { Value } from "./values.js";

type Kind = "string" | "integer" | "number" | "boolean" | "uuid" | "datetime" | "json";

/**
 * Whether a body must hold a field, may hold it, or is not asked about it.
 */
type Presence = "required" | "optional" | "ignored";

export interface Field {
    readonly kind: Kind;
    readonly maxLength?: number;
    /** What a text has to be. */
    readonly form?: Form;
    /** What an integer may be. */
    readonly minimum?: number;
    readonly maximum?: number;
    readonly nullable: boolean;
    /** What an absent field becomes, on PUT as well: a field with a default is reset by a PUT that does not name it. */
    readonly default?: Exclude<Value, null>;
    readonly post: Presence;
    readonly put: Presence;
    /** False for secrets: they are never in an answer. */
    readonly out: boolean;
    /** False for a field whose value is not a column, but goes into derived ones. */
    readonly stored: boolean;
    readonly description: string;
}

type Options = Partial<
    Pick<Field, "nullable" | "default" | "post" | "put" | "out" | "stored" | "form" | "minimum" | "maximum">
>;

export const text = (maxLength: number, description: string, options: Options = {}): Field => ({
    ...field("string", description, options),
    maxLength,
});
/** A port that something can listen on. */
export const port = (description: string, options: Options = {}): Field =>
    integer(description, { minimum: 1, maximum: 65_535, ...options });
/** A text of any length. */
export const longText = (description: string, options: Options = {}): Field => field("string", description, options);
export const integer = (description: string, options: Options = {}): Field => field("integer", description, options);
export const decimal = (description: string, options: Options = {}): Field => field("number", description, options);
export const flag = (description: string, options: Options = {}): Field => field("boolean", description, options);
export const uuid = (description: string, options: Options = {}): Field => field("uuid", description, options);
export const datetime = (description: string, options: Options = {}): Field => field("datetime", description, options);

/** Whatever it is, as it was written. */
export const json = (description: string, options: Options = {}): Field => field("json", description, options);

function field(kind: Kind, description: string, options: Options): Field {
    const presence = options.nullable === true || options.default !== undefined ? "optional" : "required";
    return { kind, description, nullable: false, post: presence, put: presence, out: true, stored: true, ...options };
}
