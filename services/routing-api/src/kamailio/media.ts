import { isRecord } from "../http/json.js";

/** The media of one side of a call. What nobody told is null. */
export interface MediaFigures {
    /** RTP packets that the relay received from this side. */
    readonly packets: number | null;
    /** Their octets, RTP headers included. */
    readonly octets: number | null;
    /** Packets of this side that never reached the other one, as that one reported by RTCP. */
    readonly lost: number | null;
    /** Mean jitter in milliseconds, as the other side reported it. */
    readonly jitter: number | null;
    /** Mean opinion score from 1 to 5, of those reports and the round trip. */
    readonly mos: number | null;
    /** What this side's media is encoded with, e.g. `PCMA/8000`. */
    readonly codec: string | null;
}

const nothing: Figures = { packets: null, octets: null, lost: null, jitter: null, mos: null };

/**
 * Reads RTPengine's answer to `query`, which names both sides by their tags. Whatever is not as expected is unknown: a record
 * must not be refused for the sake of its figures.
 */
export function mediaOf(
    account: unknown,
    callerTag: string,
    calleeTag: string,
): { caller: MediaFigures; callee: MediaFigures } {
    const caller = streamsOf(account, callerTag);
    const callee = streamsOf(account, calleeTag);
    return {
        caller: { ...figures(account, caller, callee), codec: codecOf(account, callerTag) },
        callee: { ...figures(account, callee, caller), codec: codecOf(account, calleeTag) },
    };
}

function codecOf(account: unknown, tag: string): string | null {
    const [codec] = mediasOf(account, tag)
        .map((media) => member(media, "codec"))
        .filter((each) => typeof each === "string");
    return codec ?? null;
}

type Figures = Omit<MediaFigures, "codec">;

function figures(account: unknown, sent: readonly unknown[], sentByOther: readonly unknown[]): Figures {
    if (sent.length === 0) return nothing;
    const reports = reportsOf(account, sentByOther);
    const scores = reports.map((report) => member(report, "average MOS"));
    const scored = scores.filter((score) => (count(member(score, "MOS")) ?? 0) > 0);
    const mos = mean(scored.map((score) => [count(member(score, "MOS")), count(member(score, "samples"))]));
    const jitters = reports.flatMap((report) =>
        list(member(member(report, "MOS progression"), "entries")).map((entry) => count(member(entry, "jitter"))),
    );
    const jitter = mean(jitters.map((value) => [value, 1]));
    return {
        packets: sum(sent.map((stream) => count(member(member(stream, "stats"), "packets")))),
        octets: sum(sent.map((stream) => count(member(member(stream, "stats"), "bytes")))),
        lost: sum(reports.map((report) => losses(member(report, "cumulative loss")))),
        jitter: jitter === null ? null : Math.round(jitter),
        mos: mos === null ? null : Math.round(mos) / 10,
    };
}

/** The RTP streams of one side: those that are for RTCP alone count no media. */
function streamsOf(account: unknown, tag: string): readonly unknown[] {
    return mediasOf(account, tag)
        .flatMap((media) => list(member(media, "streams")))
        .filter((stream) => list(member(stream, "flags")).includes("RTP"));
}

function mediasOf(account: unknown, tag: string): readonly unknown[] {
    return list(member(member(member(account, "tags"), tag), "medias"));
}

/** What a side reported of the media that it heard: RTPengine keeps it by the SSRC of the media that the side sent itself. */
function reportsOf(account: unknown, streams: readonly unknown[]): readonly unknown[] {
    const ids = streams.flatMap((stream) =>
        list(member(stream, "ingress SSRCs")).map((source) => String(member(source, "SSRC"))),
    );
    return [...new Set(ids)].map((id) => member(member(account, "SSRC"), id)).filter((report) => report !== undefined);
}

/** RTCP counts in 24 bits with a sign: duplicates make it negative, and RTPengine reads that as a large number. */
function losses(value: unknown): number | null {
    const lost = count(value);
    return lost !== null && lost >= 2 ** 23 ? 0 : lost;
}

function member(value: unknown, name: string): unknown {
    return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}

function count(value: unknown): number | null {
    return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

function sum(values: readonly (number | null)[]): number | null {
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** Of values that have weights. */
function mean(pairs: readonly (readonly [number | null, number | null])[]): number | null {
    const known = pairs.flatMap(([value, weight]) => (value === null ? [] : [{ value, weight: weight ?? 1 }]));
    const whole = known.reduce((total, { weight }) => total + weight, 0);
    return whole === 0 ? null : known.reduce((total, { value, weight }) => total + value * weight, 0) / whole;
}
