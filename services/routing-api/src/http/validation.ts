import { Ajv, type ErrorObject } from "ajv";
import addFormats from "ajv-formats";
import type { FastifySchemaCompiler } from "fastify";
import type { Static, TSchema } from "typebox";
import { coerce } from "./coercion.js";
import { fieldRequired, type Problem } from "./errors.js";
import { formProblem, forms, orEmpty } from "./forms.js";

const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, strict: false });
addFormats.default(ajv);
for (const name of Object.keys(forms).flatMap((each) => [each, each + orEmpty])) {
    ajv.addFormat(name, (text: string) => formProblem(name, text) === undefined);
}

/** Thrown by Fastify's validation, turned into a 422 by the error handler. */
export class InvalidInput extends Error {
    constructor(readonly problems: readonly Problem[]) {
        super("invalid input");
    }
}

/** Fastify's names for the parts of a request, and the contract's. */
const parts: Readonly<Record<string, string>> = { body: "body", params: "path", querystring: "query" };

export const validatorCompiler: FastifySchemaCompiler<object> = ({ schema, httpPart = "body" }) => {
    // Any header is a text; what they mean is for who reads them.
    if (httpPart === "headers") return () => true;
    const validate = ajv.compile(schema);
    const part = parts[httpPart] ?? httpPart;
    return (data: unknown) => {
        const value = coerce(schema, data);
        if (validate(value)) return { value };
        return { error: new InvalidInput(firstOfEach((validate.errors ?? []).map((error) => problemOf(error, part)))) };
    };
};

/** What is checked by a schema outside of Fastify: the value as the schema has it, or what is wrong with it. */
export type Checked<T> =
    | { readonly value: T; readonly problems?: undefined }
    | { readonly value?: undefined; readonly problems: readonly Problem[] };

export function checkerOf<T extends TSchema>(schema: T): (data: unknown) => Checked<Static<T>> {
    const validate = ajv.compile<Static<T>>(schema);
    return (data) => {
        const value = coerce(schema, data);
        if (validate(value)) return { value };
        return { problems: firstOfEach((validate.errors ?? []).map((error) => problemOf(error, "body"))) };
    };
}

/** What is wrong with a field's type is all that need be said of it. */
function firstOfEach(problems: readonly Problem[]): readonly Problem[] {
    const places = new Map(problems.toReversed().map((problem) => [problem.loc.join("."), problem]));
    return [...places.values()].toReversed();
}

function problemOf(error: ErrorObject, part: string): Problem {
    if (error.keyword === "required") {
        return {
            ...fieldRequired(String(error.params.missingProperty)),
            loc: [part, String(error.params.missingProperty)],
        };
    }
    if (error.keyword === "additionalProperties") {
        const name = String(error.params.additionalProperty);
        const known = Object.keys(Object(error.parentSchema?.properties)).join(", ");
        return { loc: [part, name], msg: `unknown: allowed are ${known}`, type: "value_error.extra" };
    }
    const loc = [part, ...error.instancePath.split("/").filter((step) => step !== "")];
    const absent = error.data === null || error.data === undefined;
    if (loc.length === 1) {
        return absent
            ? { loc, msg: "field required", type: "value_error.missing" }
            : { loc, msg: "value is not a valid dict", type: "type_error.dict" };
    }
    return { loc, ...(absent ? nullProblem : fieldProblem(error)) };
}

const nullProblem = { msg: "none is not an allowed value", type: "type_error.none.not_allowed" };

function formatProblem(format: unknown): Omit<Problem, "loc"> | undefined {
    if (format === "uuid") return { msg: "value is not a valid UUID of version 4", type: "type_error.uuid" };
    if (format !== "date-time") return undefined;
    return {
        msg: "value is not a valid date and time: ISO 8601 or Unix seconds are allowed",
        type: "value_error.datetime",
    };
}

function formedProblem(error: ErrorObject): Omit<Problem, "loc"> | undefined {
    const msg = formProblem(error.params.format, error.data);
    return msg === undefined ? undefined : { msg, type: "value_error.form" };
}

function unexpectedProblem(error: ErrorObject): Omit<Problem, "loc"> {
    return { msg: error.message ?? "value is not allowed", type: `value_error.${error.keyword}` };
}

function fieldProblem(error: ErrorObject): Omit<Problem, "loc"> {
    switch (error.keyword) {
        case "type":
            return formatProblem(error.parentSchema?.format) ?? typeProblem([error.params.type].flat());
        case "maxLength":
            return {
                msg: `ensure this value has at most ${error.params.limit} characters`,
                type: "value_error.any_str.max_length",
            };
        case "maximum":
            return { msg: `ensure this value is at most ${error.params.limit}`, type: "value_error.number.not_le" };
        case "minimum":
            return { msg: `ensure this value is at least ${error.params.limit}`, type: "value_error.number.not_ge" };
        case "format":
            return formatProblem(error.params.format) ?? formedProblem(error) ?? unexpectedProblem(error);
        case "enum":
            return {
                msg: `allowed are ${[error.params.allowedValues].flat().join(", ")}`,
                type: "type_error.enum",
            };
        case "pattern":
            return (
                formatProblem(error.parentSchema?.format) ?? {
                    msg: "control characters and halves of surrogate pairs are not allowed",
                    type: "value_error.str.control",
                }
            );
        default:
            return unexpectedProblem(error);
    }
}

function typeProblem(types: readonly unknown[]): Omit<Problem, "loc"> {
    if (types.includes("integer")) return { msg: "value is not a valid integer", type: "type_error.integer" };
    if (types.includes("boolean")) return { msg: "value could not be parsed to a boolean", type: "type_error.bool" };
    return { msg: "str type expected", type: "type_error.str" };
}
