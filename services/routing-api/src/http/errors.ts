/** One entry of a 422's `detail`. */
export interface Problem {
    readonly loc: readonly string[];
    readonly msg: string;
    readonly type: string;
}

/** An answer other than success. Its `detail` is what the client gets. */
export class ApiError extends Error {
    constructor(
        readonly statusCode: number,
        readonly detail: unknown,
    ) {
        super(typeof detail === "string" ? detail : JSON.stringify(detail));
    }
}

export const notFound = (label: string): ApiError => new ApiError(404, `${label} not found`);

export const invalid = (...problems: Problem[]): ApiError => new ApiError(422, problems);

export const invalidField = (field: string, msg: string, type: string): ApiError =>
    invalid({ loc: ["body", field], msg, type });

export const fieldRequired = (field: string): Problem => ({
    loc: ["body", field],
    msg: "field required",
    type: "value_error.missing",
});

/** The answer to a POST that names no tenant: a 400 whose detail is a 422's, encoded as a string, as clients know it. */
export const tenantRequired = (): ApiError =>
    new ApiError(400, JSON.stringify({ detail: [fieldRequired("tenant_uuid")] }));

/** `constraing_id` is misspelt in what clients have been reading all along. */
export function duplicate(resource: string, label: string): ApiError {
    const message = `Duplicated ${label}`;
    return new ApiError(409, {
        error_id: "invalid-data",
        message,
        resource,
        timestamp: Date.now() / 1000,
        details: {
            config: { [label]: { constraing_id: label, constraint: { unique: true }, message } },
        },
    });
}
