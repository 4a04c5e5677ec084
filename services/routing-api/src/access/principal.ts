import type { FastifyRequest } from "fastify";

/** What a token is for. */
export type Scope = "administrator" | "tenant" | "kamailio" | "metrics";

/** Who asks. */
export interface Principal {
    readonly scope: Scope;
    /** What the token is called. */
    readonly name: string;
    /** Its id, where it is one of the database's. */
    readonly token: number | null;
    /** The tenant whose it is; undefined where it is for all. */
    readonly tenant: string | undefined;
}

/** Whoever asks, where no token is demanded. */
export const anyone: Principal = { scope: "administrator", name: "anyone", token: null, tenant: undefined };

const principals = new WeakMap<FastifyRequest, Principal>();

export function setPrincipal(request: FastifyRequest, principal: Principal): void {
    principals.set(request, principal);
}

export function principalOf(request: FastifyRequest): Principal {
    const principal = principals.get(request);
    if (principal === undefined) throw new Error("a request was let in without asking who it is from");
    return principal;
}
