// Types of the optional peers. Whoever uses one target has not installed those of the others: there each of these names is
// `any`, where an import of what is absent would be an error in every project that checks its libraries. As documentation
// comments the marks stay in the declarations that are published.

/** @ts-ignore Absent where no target needs it. */
export type * as command from "@pulumi/command";
/** @ts-ignore Absent where no target needs it. */
export type * as docker from "@pulumi/docker";
/** @ts-ignore Absent where no target needs it. */
export type * as kubernetes from "@pulumi/kubernetes";
