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

/** A schema that was added to the service under a name, and what it means where it is answered. */
export const named = (name: string, description?: string): TSchema =>
    Type.Ref(`${name}#`, description === undefined ? {} : { description });

/** What a path may answer to who may not ask. */
export const accessErrors = {
    401: named("ErrorText", "There is no token, or it is none"),
    403: named("ErrorText", "The token is not for this, or the object cannot be moved to another tenant"),
    429: named("ErrorText", "The token has sent too many requests: send it again after the seconds of Retry-After"),
};

/** What any path may answer: it was asked wrongly, or the database is away or busy. */
export const commonErrors = {
    ...accessErrors,
    422: named("InvalidInput", "What is asked cannot be understood, or cannot work: each problem with its place"),
    503: named("ErrorText", "The database is away or busy: send it again after the seconds of Retry-After"),
};
export const memberErrors = { 404: named("ErrorText", "There is no such object"), ...commonErrors };
/** What a change may be answered besides. */
export const changeErrors = {
    412: named("ErrorText", "It is no longer as If-Match says"),
};
export const writeErrors = { 409: named("Duplicate", "Another object has what must be unique"), ...commonErrors };
