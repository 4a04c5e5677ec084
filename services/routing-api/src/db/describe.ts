/** One line for a connection error; Node wraps those of a host with several addresses into one without a message. */
export function describeError(error: unknown): string {
    if (error instanceof AggregateError) return error.errors.map(describeError).join("; ");
    return error instanceof Error ? error.message : String(error);
}
