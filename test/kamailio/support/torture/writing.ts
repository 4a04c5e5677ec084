import type { Endpoint } from "../endpoint";
import { sdp } from "../message";

/** What RFC 4475 allows an SBC to make of a message. */
export type Verdict =
    /** The callee gets it, and the caller hears what the callee says. */
    | "placed"
    /** Nobody hears of it. */
    | "ignored"
    /** It is refused, or answered, with one of these. */
    | readonly number[];

/** Who takes part in a case: the message's parts that are true here. */
export interface Parties {
    readonly caller: Endpoint;
    readonly sbc: string;
    /** Names the case in its message. */
    readonly id: string;
}

/** A request of RFC 4475, written anew. */
export interface TortureRequest {
    readonly name: string;
    readonly what: string;
    readonly write: (parties: Parties) => string;
    readonly allowed: readonly Verdict[];
    /** Why it is not what the RFC would rather see. */
    readonly reason?: string;
}

export const lines = (...all: readonly string[]) => all.join("\r\n");
export const via = ({ caller, id }: Parties) =>
    `SIP/2.0/UDP ${caller.address}:${caller.port};branch=z9hG4bK${id};rport`;

interface Parts {
    readonly start?: string;
    readonly via?: string;
    readonly from?: string;
    readonly to?: string;
    readonly cseq?: string;
    readonly forwards?: string;
    readonly more?: readonly string[];
    readonly body?: string;
    readonly length?: string;
}

/** A request that is right but for what a case is about. */
export function request(method: string, parties: Parties, parts: Parts = {}): string {
    const { caller, sbc, id } = parties;
    const body = parts.body ?? (method === "INVITE" ? sdp(caller.address, 20000) : "");
    return lines(
        parts.start ?? `${method} sip:+442031234567@${sbc} SIP/2.0`,
        parts.via ?? `Via: ${via(parties)}`,
        parts.from ?? `From: <sip:441132000000@${caller.address}>;tag=${id}`,
        parts.to ?? `To: <sip:+442031234567@${sbc}>`,
        `Call-ID: ${id}`,
        parts.cseq ?? `CSeq: 7 ${method}`,
        parts.forwards ?? "Max-Forwards: 70",
        ...(parts.more ?? [`Contact: <${caller.uri}>`]),
        ...(body !== "" && !parts.more?.some((line) => line.startsWith("Content-Type"))
            ? ["Content-Type: application/sdp"]
            : []),
        parts.length ?? `Content-Length: ${Buffer.byteLength(body)}`,
        "",
        body,
    );
}

export const ours = ({ sbc }: Parties) => `sip:someone@${sbc}`;
export const refused = [[400]] as const;
/** REGISTER that is understood: we are no registrar. */
export const understood = [[405]] as const;
