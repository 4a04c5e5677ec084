import { type TObject, type TSchema, Type } from "typebox";
import { named } from "../http/error-schemas.js";
import { orEmpty } from "../http/forms.js";
import type { Field } from "./field.js";
import { sortsOf } from "./order.js";
import { times, timesAsked } from "./presenter.js";
import { filtersOf, type Resource } from "./resource.js";
import type { Value, Values } from "./values.js";

/** The JSON schemas of a collection. They validate, they serialise, and the OpenAPI document is made of them. */
export interface ResourceSchemas {
    readonly post: TObject;
    readonly put: TObject;
    readonly patch: TObject;
    readonly query: TObject;
    readonly key: TObject;
    readonly item: TObject;
    readonly list: TObject;
}

/** What an `integer` column holds. */
export const maxInteger = 2_147_483_647;
/** A UUID of version 4, as the coercion leaves it: lower case, with hyphens. */
export const uuid4Pattern = "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$";
/**
 * Line breaks and other control characters have no place in what ends up in SIP headers, lists and logs; half a character (a surrogate
 * without its other half) would be stored as another one.
 */
export const plainText = "^[^\\u0000-\\u001f\\u007f\\ud800-\\udfff]*$";
/** Rows of one answer. More are asked for by offset. */
export const maxRows = 10_000;

const page = {
    offset: Type.Optional(
        Type.Integer({ minimum: 0, maximum: maxInteger, default: 0, description: "Rows to leave out" }),
    ),
    limit: Type.Optional(
        Type.Integer({ minimum: 0, maximum: maxRows, default: 100, description: "Rows to answer at most" }),
    ),
};

const goingOn = {
    cursor: Type.Optional(
        Type.String({ description: "Where to go on: the `next` of the answer before; empty, at the beginning" }),
    ),
    total: Type.Optional(Type.Boolean({ default: false, description: "Whether to count all that the filters leave" })),
};

export function schemasOf(resource: Resource): ResourceSchemas {
    const fields = Object.entries(resource.fields);
    const body = (method: "post" | "put"): TObject =>
        Type.Object(
            Object.fromEntries(
                fields
                    .filter(([, field]) => field[method] !== "ignored")
                    .map(([name, field]): [string, TSchema] => [name, bodyField(field, method)]),
            ),
            { title: `${schemaName(resource)} ${method}`, examples: [exampleFor(resource, method)] },
        );
    const item = Type.Object(
        {
            ...(resource.key === "id" ? { id: Type.Integer() } : {}),
            ...Object.fromEntries(
                fields
                    .filter(([, field]) => field.out)
                    .map(([name, field]): [string, TSchema] => [name, outputField(field)]),
            ),
            ...Object.fromEntries(
                Object.entries(times).map(([name, description]): [string, TSchema] => [
                    name,
                    Type.Optional(Type.Unsafe({ type: ["string", "null"], description })),
                ]),
            ),
        },
        { $id: schemaName(resource), examples: [itemExample(resource)] },
    );
    return {
        post: body("post"),
        put: body("put"),
        patch: patchBody(resource),
        query: listQuery(resource),
        key: Type.Object({ [resource.key]: base(resource.key === "id" ? idField : uuidField, false) }),
        item,
        list: Type.Object(
            {
                items: Type.Array(named(schemaName(resource))),
                total: Type.Optional(Type.Integer({ description: "How many there are, limit and cursor aside" })),
                next: Type.Optional(
                    Type.Unsafe({
                        type: ["string", "null"],
                        description: "With a cursor: the one of what comes next, null where nothing does",
                    }),
                ),
            },
            { description: "A page of the list" },
        ),
    };
}

/** Only what is given changes, so nothing has a default, and null is what can be stored as null. A row stays with its tenant. */
function patchBody(resource: Resource): TObject {
    const changeable = Object.entries(resource.fields).filter(([, { put }]) => put !== "ignored");
    const fields = changeable.map(([name, field]): [string, TSchema] => [
        name,
        Type.Optional(base(field, field.nullable && name !== "tenant_uuid")),
    ]);
    return Type.Object(Object.fromEntries(fields), {
        title: `${schemaName(resource)} patch`,
        examples: [Object.fromEntries(Object.entries(exampleFor(resource, "put")).slice(-1))],
    });
}

function exampleFor({ fields, example }: Resource, method: "post" | "put"): Values {
    return Object.fromEntries(Object.entries(example).filter(([name]) => fields[name]?.[method] !== "ignored"));
}

/** What the example is answered with. */
function itemExample({ key, fields, example }: Resource): Values {
    const shown = Object.entries(fields).filter(([, { out }]) => out);
    const values = shown.map(([name, field]): [string, Value] => [name, example[name] ?? field.default ?? null]);
    return Object.fromEntries(key === "id" ? [["id", 1], ...values] : values);
}

/** What is no filter is refused: a list that a filter has not narrowed would look as if it had. */
function listQuery(resource: Resource): TObject {
    const narrowing = Object.entries(filtersOf(resource)).map(([name, filter]): [string, TSchema] => [
        name,
        Type.Optional(base(filter, false)),
    ]);
    const sort = Type.Optional(
        Type.Unsafe<string>({
            type: "string",
            enum: sortsOf(resource),
            description: "What to sort by, with a minus downwards; what is null comes last",
        }),
    );
    return Type.Object(
        { ...page, sort, ...goingOn, ...timesAsked, ...Object.fromEntries(narrowing) },
        { additionalProperties: false },
    );
}

/** "Carrier Trunk" is CarrierTrunk in the OpenAPI document, and in the types that are made from it. */
export function schemaName(resource: Resource): string {
    return resource.label.replace(/ (.)/g, (_, initial: string) => initial.toUpperCase());
}

const idField: Pick<Field, "kind" | "description"> = { kind: "integer", description: "Given by the database" };
const uuidField: Pick<Field, "kind" | "description"> = { kind: "uuid", description: "Given by the client" };

function bodyField(field: Field, method: "post" | "put"): TSchema {
    // An optional field without a default may be null where null cannot be stored: it means the same as leaving it out.
    const nullable = field.nullable || (field[method] === "optional" && field.default === undefined);
    const schema = base(field, nullable);
    if (field[method] === "required") return schema;
    return Type.Optional(field.default === undefined ? schema : Type.Unsafe({ ...schema, default: field.default }));
}

type Shape = Pick<Field, "kind" | "maxLength" | "form" | "minimum" | "maximum">;

function base(field: Shape & Pick<Field, "description">, nullable: boolean): TSchema {
    return Type.Unsafe({ ...shape(field, nullable), description: field.description });
}

function shape(field: Shape, nullable: boolean): Record<string, unknown> {
    const type = (name: string) => (nullable ? [name, "null"] : name);
    switch (field.kind) {
        case "string":
            return {
                type: type("string"),
                pattern: plainText,
                ...(field.maxLength === undefined ? {} : { maxLength: field.maxLength }),
                ...(field.form === undefined ? {} : { format: nullable ? field.form + orEmpty : field.form }),
            };
        case "integer":
            return {
                type: type("integer"),
                minimum: field.minimum ?? -maxInteger - 1,
                maximum: field.maximum ?? maxInteger,
            };
        case "number":
            return { type: type("number") };
        case "boolean":
            return { type: type("boolean") };
        case "uuid":
            return { type: type("string"), format: "uuid", pattern: uuid4Pattern };
        case "datetime":
            return { type: type("string"), format: "date-time" };
        case "json":
            return {};
    }
}

function outputField(field: Field): TSchema {
    if (field.kind === "json") return Type.Unsafe({ description: field.description });
    const plain = field.kind === "integer" || field.kind === "number" || field.kind === "boolean";
    const name = plain ? field.kind : "string";
    return Type.Unsafe({ type: field.nullable ? [name, "null"] : name, description: field.description });
}
