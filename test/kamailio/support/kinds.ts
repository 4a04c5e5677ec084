import {
    answers,
    answersAtOnce,
    answersWhenCancelled,
    type Behaviour,
    hangsUp,
    refuses,
    rings,
    silent,
} from "./behaviour";
import { type Attempt, type Line, numbers, type Placed, type Span } from "./line";
import { sdp } from "./message";

/** Places a call of one kind, to its end. */
export type Kind = (line: Line) => Promise<Omit<Attempt, "kind">>;

const byCaller = { sip_code: 200, released_by: "caller" };

const answeredBy =
    (beginning: string, behaviours: readonly Behaviour[], codes: readonly number[]): Kind =>
    async (line) => {
        const placed = line.dial(beginning, ...behaviours);
        const ended = await line.hangUp(await line.answered(placed));
        return attempt(placed, { ...line.sent(placed, ...codes), ...byCaller }, ended);
    };

const refusedBy =
    (
        beginning: string,
        behaviours: readonly Behaviour[],
        codes: readonly number[],
        cause: number | null = null,
    ): Kind =>
    async (line) => {
        const status = codes.at(-1) ?? 0;
        const placed = line.dial(beginning, ...behaviours);
        const to = await line.failed(placed, status);
        const says = { ...line.sent(placed, ...codes), sip_code: status, cause, released_by: "callee" };
        return attempt(placed, { ...says, answer_ms: null, duration: null }, [placed.at, to]);
    };

/** Refused by ourselves: with or without knowing whose it was. */
const refusedHere =
    (status: number, place: (line: Line) => Placed, known: boolean): Kind =>
    async (line) => {
        const placed = place(line);
        line.send(placed.invite);
        const to = await line.failed(placed, status);
        const owner = known ? line.owner : { tenant_uuid: null, ipbx_id: null };
        const says = { ...owner, sip_code: status, released_by: "platform", tries: null, answer_ms: null };
        return attempt(placed, says, [placed.at, to]);
    };

/** Cancelled: as soon as the caller hears what is given, or without hearing anything. */
const cancelled =
    (heard: number | undefined, behaviour: Behaviour): Kind =>
    async (line) => {
        const placed = line.dial(numbers.one, behaviour);
        if (heard !== undefined) await line.caller.expectReply(placed.invite, heard);
        const cancel = () => line.send(line.caller.cancel(placed.invite));
        // Who does not wait for a 100 may be too early, and tries again.
        const again = setInterval(cancel, 200);
        cancel();
        const from = Date.now();
        try {
            const to = await line.failed(placed, 487);
            const says = { ...line.owner, sip_code: 487, released_by: "caller", answer_ms: null };
            // Before a router has decided it is nobody's.
            return attempt(placed, heard === 180 ? says : withoutOwner(says), [from, to]);
        } finally {
            clearInterval(again);
        }
    };

function withoutOwner({ sip_code, released_by, answer_ms }: Record<string, unknown>) {
    return { sip_code, released_by, answer_ms };
}

function attempt({ callId, says }: Placed, more: Record<string, unknown>, ended?: Span): Omit<Attempt, "kind"> {
    return { callId, says: { ...says, ...more }, ...(ended === undefined ? {} : { ended }) };
}

const busy = [["Reason", "Q.850;cause=17"]] as const;

export const quickKinds: Readonly<Record<string, Kind>> = {
    "ended by the caller": answeredBy(numbers.one, [answers], [200]),
    "answered without ringing": answeredBy(numbers.one, [answersAtOnce], [200]),
    "ended by the callee": async (line) => {
        const placed = line.dial(numbers.one, hangsUp);
        await line.answered(placed);
        const from = placed.at;
        const says = { ...line.sent(placed, 200), sip_code: 200, released_by: "callee" };
        return attempt(placed, says, [from, await line.ended(placed)]);
    },
    busy: refusedBy(numbers.one, [refuses(486, busy)], [486], 17),
    declined: refusedBy(numbers.one, [refuses(603)], [603]),
    "not available": refusedBy(numbers.one, [refuses(480)], [480]),
    "failed over": answeredBy(numbers.two, [refuses(503), answers], [503, 200]),
    "failed over, and busy": refusedBy(numbers.two, [refuses(500), refuses(486, busy)], [500, 486], 17),
    "failed over in vain": refusedBy(numbers.two, [refuses(503), refuses(503)], [503, 503]),
    "no route": refusedHere(404, (line) => line.prepare(numbers.none), true),
    "unknown domain": refusedHere(407, (line) => line.prepare(numbers.one, [], { fromHost: "unknown.example" }), false),
    "no media for it": refusedHere(
        488,
        (line) => line.prepare(numbers.one, [], { body: sdp("224.0.0.9", 20000) }),
        true,
    ),
    "too many hops": refusedHere(483, (line) => changed(line.prepare(numbers.one), "Max-Forwards", "0"), false),
    malformed: refusedHere(400, (line) => changed(line.prepare(numbers.one), "CSeq", "1 BYE"), false),
    "cancelled before 100": cancelled(undefined, rings),
    "cancelled after 100": cancelled(100, rings),
    "cancelled after 180": cancelled(180, rings),
    "cancelled when answered": async (line) => {
        const placed = line.dial(numbers.one, answersWhenCancelled);
        await line.caller.expectReply(placed.invite, 180);
        line.send(line.caller.cancel(placed.invite));
        const ended = await line.hangUp(await line.answered(placed));
        return attempt(placed, { ...line.sent(placed, 200), ...byCaller }, ended);
    },
    "its INVITE comes twice": async (line) => {
        const placed = line.dial(numbers.one, answers);
        line.send(placed.invite);
        const ended = await line.hangUp(await line.answered(placed));
        return attempt(placed, { ...line.sent(placed, 200), ...byCaller }, ended);
    },
    "a BYE to oneself": async (line) => {
        const placed = line.dial(numbers.one, answers);
        const dialog = await line.answered(placed);
        const ended = await line.hangUp({ ...dialog, target: line.caller.uri });
        return attempt(placed, { ...line.sent(placed, 200), ...byCaller }, ended);
    },
    "a BYE of nobody's": async (line) => {
        const placed = line.dial(numbers.one, answers);
        const dialog = await line.answered(placed);
        const remote = dialog.remote.replace(/;tag=.*$/, ";tag=forged");
        // Its answer is known by its number.
        const forged = { ...dialog, remote, target: line.caller.uri, cseq: 50 };
        line.send(line.caller.inDialog("BYE", forged));
        const ended = await line.hangUp(dialog);
        return attempt(placed, { ...line.sent(placed, 200), ...byCaller }, ended);
    },
};

/** What takes the time that a trunk is waited for. */
export const slowKinds: Readonly<Record<string, Kind>> = {
    "timed out, and failed over": answeredBy(numbers.two, [silent, answers], [408, 200]),
    "timed out": async (line) => {
        const placed = line.dial(numbers.one, silent);
        const to = await line.failed(placed, 408);
        const says = { ...line.sent(placed, 408), sip_code: 408, released_by: "platform", answer_ms: null };
        return attempt(placed, says, [placed.at, to]);
    },
};

function changed(placed: Placed, header: string, value: string): Placed {
    return { ...placed, invite: placed.invite.with(header, value) };
}
