import { createHash, randomBytes } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { Message, parameter, sdp, uriOf } from "./message";

interface Received {
    readonly message: Message;
    readonly port: number;
    readonly address: string;
}

interface Waiting {
    readonly wanted: (message: Message) => boolean;
    readonly take: (received: Received) => void;
}

/** What a test may change of a request. */
export interface RequestOptions {
    readonly headers?: readonly (readonly [string, string])[];
    readonly body?: string;
    readonly fromHost?: string;
    readonly fromUser?: string;
    readonly callId?: string;
    readonly fromTag?: string;
    readonly cseq?: number;
    readonly branch?: string;
    readonly contact?: string;
    readonly via?: string;
    readonly method?: string;
}

/** One side of a dialog. */
export interface Dialog {
    readonly callId: string;
    readonly local: string;
    readonly remote: string;
    readonly target: string;
    readonly routes: readonly string[];
    cseq: number;
}

/** A carrier or an IPBX: a UDP port that sends and awaits SIP. */
export class Endpoint {
    private readonly inbox: Received[] = [];
    private readonly waiting: Waiting[] = [];
    /** All that ever came, for what must not have come. */
    readonly seen: Message[] = [];
    /** Deals with requests by itself; of those that it does not take, a test waits for some. */
    automatic: (request: Message) => boolean = () => false;

    private constructor(
        private readonly socket: Socket,
        readonly address: string,
        readonly port: number,
    ) {
        socket.on("message", (data, from) => this.deliver(Message.parse(data.toString()), from.address, from.port));
    }

    static open(address: string): Promise<Endpoint> {
        const socket = createSocket("udp4");
        return new Promise((resolve, reject) => {
            socket.once("error", reject);
            socket.bind(0, address, () => resolve(new Endpoint(socket, address, socket.address().port)));
        });
    }

    close(): Promise<void> {
        return new Promise((resolve) => {
            this.socket.close(() => resolve());
        });
    }

    get uri(): string {
        return `sip:${this.address}:${this.port}`;
    }

    send(message: Message, host: string, port = 5060): void {
        this.socket.send(message.toString(), port, host);
    }

    /** Bytes that no {@link Message} can hold. */
    sendRaw(bytes: Buffer, host: string): void {
        this.socket.send(bytes, 5060, host);
    }

    /** A request outside of a dialog. */
    request(to: string, options: RequestOptions = {}): Message {
        const { method = "INVITE", cseq = 1, fromUser = "441132000000", fromHost = this.address } = options;
        const body = options.body ?? (method === "INVITE" ? sdp(this.address, 20000) : "");
        return new Message(
            `${method} ${to} SIP/2.0`,
            [
                [
                    "Via",
                    options.via ??
                        `SIP/2.0/UDP ${this.address}:${this.port};branch=${options.branch ?? newBranch()};rport`,
                ],
                ["From", `<sip:${fromUser}@${fromHost}>;tag=${options.fromTag ?? newTag()}`],
                ["To", `<${to}>`],
                ["Call-ID", options.callId ?? newTag()],
                ["CSeq", `${cseq} ${method}`],
                ["Max-Forwards", "70"],
                ["Contact", options.contact ?? `<${this.uri}>`],
                ...(options.headers ?? []),
                ...(body ? [["Content-Type", "application/sdp"] as const] : []),
            ],
            body,
        );
    }

    /** A reply to a request, with a To tag and the Record-Routes it came with. */
    reply(
        request: Message,
        status: number,
        options: { tag?: string; body?: string; headers?: readonly (readonly [string, string])[] } = {},
    ): Message {
        const tagged = parameter(request.get("To"), "tag") !== "" || status === 100;
        return new Message(
            `SIP/2.0 ${status} Test`,
            [
                ...request.headers.filter(([name]) => /^(via|from|call-id|cseq|record-route)$/i.test(name)),
                ["To", tagged ? request.get("To") : `${request.get("To")};tag=${options.tag ?? "callee"}`],
                ["Contact", `<${this.uri}>`],
                ...(options.headers ?? []),
                ...(options.body ? [["Content-Type", "application/sdp"] as const] : []),
            ],
            options.body ?? "",
        );
    }

    /** The ACK for a final failure: it goes the way of its INVITE. */
    ackFailure(invite: Message, reply: Message): Message {
        return new Message(`ACK ${invite.requestUri} SIP/2.0`, [
            ...invite.headers.filter(([name]) => /^(via|from|call-id|max-forwards)$/i.test(name)),
            ["To", reply.get("To")],
            ["CSeq", `${invite.get("CSeq").split(" ")[0]} ACK`],
        ]);
    }

    /** The CANCEL of an INVITE. */
    cancel(invite: Message): Message {
        return new Message(`CANCEL ${invite.requestUri} SIP/2.0`, [
            ...invite.headers.filter(([name]) => /^(via|from|to|call-id|max-forwards)$/i.test(name)),
            ["CSeq", `${invite.get("CSeq").split(" ")[0]} CANCEL`],
        ]);
    }

    /** A request within a dialog. */
    inDialog(method: string, dialog: Dialog, body = ""): Message {
        if (method !== "ACK") dialog.cseq += 1;
        return new Message(
            `${method} ${dialog.target} SIP/2.0`,
            [
                ["Via", `SIP/2.0/UDP ${this.address}:${this.port};branch=${newBranch()};rport`],
                ["From", dialog.local],
                ["To", dialog.remote],
                ["Call-ID", dialog.callId],
                ["CSeq", `${dialog.cseq} ${method}`],
                ["Max-Forwards", "70"],
                ["Contact", `<${this.uri}>`],
                ...dialog.routes.map((route) => ["Route", route] as const),
                ...(body ? [["Content-Type", "application/sdp"] as const] : []),
            ],
            body,
        );
    }

    /**
     * The next message that a test is waiting for; what it is not waiting for stays for later. The bound is against hanging;
     * a short one is for what shall not come.
     */
    next(wanted: (message: Message) => boolean, what: string, milliseconds = 120_000): Promise<Received> {
        const index = this.inbox.findIndex(({ message }) => wanted(message));
        const [found] = index < 0 ? [] : this.inbox.splice(index, 1);
        if (found) return Promise.resolve(found);
        return new Promise((resolve, reject) => {
            const timer = setTimeout(() => {
                this.waiting.splice(this.waiting.indexOf(entry), 1);
                const had = this.seen.map((message) => message.startLine).join(" | ");
                reject(new Error(`${what} did not come within ${milliseconds} ms; there came: ${had || "nothing"}`));
            }, milliseconds);
            const entry: Waiting = {
                wanted,
                take: (received) => {
                    clearTimeout(timer);
                    resolve(received);
                },
            };
            this.waiting.push(entry);
        });
    }

    async expectReply(to: Message, status: number): Promise<Message> {
        const { message } = await this.next(
            (reply) =>
                reply.status === status &&
                reply.get("Call-ID") === to.get("Call-ID") &&
                reply.get("CSeq") === to.get("CSeq"),
            `${status} for ${to.startLine}`,
        );
        return message;
    }

    /** The first final reply to a request, whatever it is. */
    async expectFinal(to: Message, milliseconds?: number): Promise<Message> {
        const { message } = await this.next(
            (reply) =>
                reply.status >= 200 &&
                reply.get("Call-ID") === to.get("Call-ID") &&
                reply.get("CSeq") === to.get("CSeq"),
            `a final reply to ${to.startLine}`,
            milliseconds,
        );
        return message;
    }

    expectRequest(method: string): Promise<Received> {
        return this.next((message) => !message.isReply && message.method === method, method);
    }

    /** The INVITE of a call. */
    expectInvite(callId: string): Promise<Received> {
        return this.next(
            (message) => message.method === "INVITE" && message.get("Call-ID") === callId,
            `INVITE ${callId}`,
        );
    }

    private deliver(message: Message, address: string, port: number): void {
        this.seen.push(message);
        if (!message.isReply && this.automatic(message)) return;
        const received = { message, address, port };
        const index = this.waiting.findIndex(({ wanted }) => wanted(message));
        const [entry] = index < 0 ? [] : this.waiting.splice(index, 1);
        if (entry) entry.take(received);
        else this.inbox.push(received);
    }
}

/** The caller's dialog after a 200. */
export function callerDialog(invite: Message, ok: Message): Dialog {
    return {
        callId: invite.get("Call-ID"),
        local: invite.get("From"),
        remote: ok.get("To"),
        target: uriOf(ok.get("Contact")),
        routes: ok.all("Record-Route").reverse(),
        cseq: Number(invite.get("CSeq").split(" ")[0]),
    };
}

/** The callee's dialog after it answered 200. */
export function calleeDialog(invite: Message, ok: Message): Dialog {
    return {
        callId: invite.get("Call-ID"),
        local: ok.get("To"),
        remote: invite.get("From"),
        target: uriOf(invite.get("Contact")),
        routes: invite.all("Record-Route"),
        cseq: 100,
    };
}

/** The credentials that answer a Digest challenge with qop auth. */
export function digest(challenge: string, method: string, uri: string, user: string, password: string): string {
    const value = (name: string) => new RegExp(`${name}="?([^",]+)"?`).exec(challenge)?.[1] ?? "";
    const md5 = (text: string) => createHash("md5").update(text).digest("hex");
    const ha1 = md5(`${user}:${value("realm")}:${password}`);
    const nonce = value("nonce");
    const cnonce = newTag();
    const response = md5(`${ha1}:${nonce}:00000001:${cnonce}:auth:${md5(`${method}:${uri}`)}`);
    return (
        `Digest username="${user}", realm="${value("realm")}", nonce="${nonce}", uri="${uri}", ` +
        `response="${response}", algorithm=MD5, qop=auth, nc=00000001, cnonce="${cnonce}"`
    );
}

export function newTag(): string {
    return randomBytes(6).toString("hex");
}

function newBranch(): string {
    return `z9hG4bK${newTag()}`;
}
