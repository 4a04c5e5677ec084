/** Why the service does not start, as a sentence for the person who started it: a stack would only hide it. */
export class StartError extends Error {}
