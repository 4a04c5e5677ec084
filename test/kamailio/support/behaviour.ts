import { calleeDialog, type Endpoint } from "./endpoint";
import { type Message, sdp } from "./message";

/** What a callee says to an INVITE, and later to the CANCEL or the ACK of it. */
export interface Behaviour {
    readonly onInvite?: (invite: Message, callee: Endpoint) => readonly Message[];
    readonly onCancel?: (invite: Message, callee: Endpoint) => readonly Message[];
    readonly onAck?: (invite: Message, callee: Endpoint) => readonly Message[];
}

const ok = (invite: Message, callee: Endpoint) => callee.reply(invite, 200, { body: sdp(callee.address, 21000) });
const ringing = (invite: Message, callee: Endpoint) => callee.reply(invite, 180);

export const silent: Behaviour = {};
export const answers: Behaviour = { onInvite: (...call) => [ringing(...call), ok(...call)] };
export const answersAtOnce: Behaviour = { onInvite: (...call) => [ok(...call)] };
export const rings: Behaviour = { onInvite: (...call) => [ringing(...call)] };
/** Its 200 crosses the CANCEL. */
export const answersWhenCancelled: Behaviour = { ...rings, onCancel: (...call) => [ok(...call)] };
export const hangsUp: Behaviour = {
    ...answers,
    onAck: (invite, callee) => [callee.inDialog("BYE", calleeDialog(invite, ok(invite, callee)))],
};
export function refuses(status: number, headers: readonly (readonly [string, string])[] = []): Behaviour {
    return { onInvite: (invite, callee) => [callee.reply(invite, status, { headers })] };
}

/** Makes a callee behave: by itself, call by call, in many at the same time. Gives back what says how it behaves in a call. */
export function automatic(callee: Endpoint, sbc: string): (callId: string, behaviour: Behaviour) => void {
    const behaviours = new Map<string, Behaviour>();
    const invites = new Map<string, Message>();
    callee.automatic = (request) => {
        const callId = request.get("Call-ID");
        const behaviour = behaviours.get(callId);
        if (behaviour === undefined) return false;
        const say = (...messages: readonly Message[]) => {
            for (const message of messages) callee.send(message, sbc);
        };
        if (request.method === "INVITE") invites.set(callId, request);
        const invite = invites.get(callId);
        if (invite === undefined) return false;
        if (request.method === "INVITE") say(...(behaviour.onInvite?.(invite, callee) ?? []));
        else if (request.method === "ACK") say(...(behaviour.onAck?.(invite, callee) ?? []));
        else if (request.method === "CANCEL")
            say(callee.reply(request, 200), ...(behaviour.onCancel?.(invite, callee) ?? [callee.reply(invite, 487)]));
        else say(callee.reply(request, 200));
        return true;
    };
    return (callId, behaviour) => behaviours.set(callId, behaviour);
}
