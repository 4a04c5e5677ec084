import { type TSchema, Type } from "typebox";

/** The forms of errors, by the names that they have in the OpenAPI document. */
export const errorSchemas: readonly TSchema[] = [
    Type.Object({ detail: Type.String() }, { $id: "ErrorText" }),
    Type.Object(
        {
            detail: Type.Array(
                Type.Object({ loc: Type.Array(Type.String()), msg: Type.String(), type: Type.String() }),
            ),
        },
        { $id: "InvalidInput" },
    ),
    Type.Object(
        {
            detail: Type.Object({
                error_id: Type.String(),
                message: Type.String(),
                resource: Type.String(),
                timestamp: Type.Number({ description: "Unix seconds" }),
                details: Type.Unsafe({ type: "object", additionalProperties: true }),
            }),
        },
        { $id: "Duplicate" },
    ),
];

/** A schema that was added to the service under a name. */
export const named = (name: string): TSchema => Type.Ref(`${name}#`);

/** What any path may answer: it was asked wrongly, or the database is away or busy. */
export const commonErrors = { 422: named("InvalidInput"), 503: named("ErrorText") };
export const memberErrors = { 404: named("ErrorText"), ...commonErrors };
export const writeErrors = { 409: named("Duplicate"), ...commonErrors };
