import type { Endpoint, RequestOptions } from "./endpoint";
import { callerDialog, type Dialog } from "./endpoint";
import { type Message, sdp } from "./message";

/** An answered call, as both sides saw it. */
export interface Call {
    readonly invite: Message;
    readonly received: Message;
    readonly accepted: Message;
    readonly ok: Message;
    readonly dialog: Dialog;
}

/** Sends an INVITE and waits for the 100. */
export async function dial(caller: Endpoint, sbc: string, options: RequestOptions = {}): Promise<Message> {
    const invite = caller.request(`sip:+442031234567@${sbc}`, options);
    caller.send(invite, sbc);
    await caller.expectReply(invite, 100);
    return invite;
}

/** The callee takes the INVITE that is on its way: rings, answers, and gets the ACK. */
export async function answer(caller: Endpoint, callee: Endpoint, sbc: string, invite: Message): Promise<Call> {
    const { message: received } = await callee.expectRequest("INVITE");
    callee.send(callee.reply(received, 180), sbc);
    return accept(caller, callee, sbc, invite, received);
}

/** The callee answers an INVITE that it has, and gets the ACK. */
export async function accept(
    caller: Endpoint,
    callee: Endpoint,
    sbc: string,
    invite: Message,
    received: Message,
): Promise<Call> {
    const accepted = callee.reply(received, 200, { body: sdp(callee.address, 21000) });
    callee.send(accepted, sbc);
    const ok = await caller.expectReply(invite, 200);
    const dialog = callerDialog(invite, ok);
    caller.send(caller.inDialog("ACK", dialog), sbc);
    await callee.expectRequest("ACK");
    return { invite, received, accepted, ok, dialog };
}

/** The caller ends the call, through any SBC. */
export async function hangUp(caller: Endpoint, callee: Endpoint, sbc: string, call: Call): Promise<void> {
    const bye = caller.inDialog("BYE", call.dialog);
    caller.send(bye, sbc);
    const { message, address } = await callee.expectRequest("BYE");
    callee.send(callee.reply(message, 200), address);
    await caller.expectReply(bye, 200);
}

/** The callee refuses the INVITE that is on its way, and gets the ACK. */
export async function refuse(
    callee: Endpoint,
    sbc: string,
    status: number,
    headers: [string, string][] = [],
): Promise<Message> {
    const { message } = await callee.expectRequest("INVITE");
    callee.send(callee.reply(message, status, { headers }), sbc);
    await callee.expectRequest("ACK");
    return message;
}

/** The final reply to an INVITE, acknowledged. */
export async function finalOf(caller: Endpoint, sbc: string, invite: Message): Promise<Message> {
    const reply = await caller.expectFinal(invite);
    caller.send(caller.ackFailure(invite, reply), sbc);
    return reply;
}
