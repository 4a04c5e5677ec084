/** Short names of headers, and what they stand for. */
const compact = new Map([
    ["c", "Content-Type"],
    ["f", "From"],
    ["i", "Call-ID"],
    ["l", "Content-Length"],
    ["m", "Contact"],
    ["t", "To"],
    ["v", "Via"],
]);

/** A SIP message as text in, headers out: enough to play a carrier or an IPBX, not a stack. */
export class Message {
    constructor(
        readonly startLine: string,
        readonly headers: readonly (readonly [string, string])[],
        readonly body = "",
    ) {}

    static parse(text: string): Message {
        const [head = "", ...rest] = text.split("\r\n\r\n");
        const [startLine = "", ...lines] = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
        const headers = lines.map((line) => {
            const colon = line.indexOf(":");
            const name = line.slice(0, colon).trim();
            return [compact.get(name.toLowerCase()) ?? name, line.slice(colon + 1).trim()] as const;
        });
        return new Message(startLine, headers, rest.join("\r\n\r\n"));
    }

    toString(): string {
        const lines = this.headers.map(([name, value]) => `${name}: ${value}`);
        return [this.startLine, ...lines, `Content-Length: ${Buffer.byteLength(this.body)}`, "", this.body].join(
            "\r\n",
        );
    }

    all(name: string): string[] {
        return this.headers.filter(([key]) => key.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
    }

    /** The first header of a name, or an empty text. */
    get(name: string): string {
        return this.all(name)[0] ?? "";
    }

    /** The same with one header changed. */
    with(name: string, value: string): Message {
        const headers = this.headers.map((header) =>
            header[0].toLowerCase() === name.toLowerCase() ? ([name, value] as const) : header,
        );
        return new Message(this.startLine, headers, this.body);
    }

    /** The same message with one more header. */
    adding(name: string, value: string): Message {
        return new Message(this.startLine, [...this.headers, [name, value]], this.body);
    }

    get isReply(): boolean {
        return this.startLine.startsWith("SIP/2.0");
    }

    /** Status of a reply, 0 for a request. */
    get status(): number {
        return this.isReply ? Number(this.startLine.split(" ")[1]) : 0;
    }

    /** Method of a request, or of what a reply answers. */
    get method(): string {
        return this.isReply ? (this.get("CSeq").split(" ")[1] ?? "") : (this.startLine.split(" ")[0] ?? "");
    }

    get requestUri(): string {
        return this.startLine.split(" ")[1] ?? "";
    }
}

/** The URI inside of angle brackets, or a header without its parameters. */
export function uriOf(header: string): string {
    return /<([^>]+)>/.exec(header)?.[1] ?? header.split(";")[0] ?? "";
}

/** Value of a header's parameter, e.g. the tag of From. */
export function parameter(header: string, name: string): string {
    return new RegExp(`;${name}=([^;>\\s]+)`, "i").exec(header)?.[1] ?? "";
}

/** An audio SDP. */
export function sdp(address: string, port: number, attributes: readonly string[] = []): string {
    return [
        "v=0",
        `o=- 1 1 IN IP4 ${address}`,
        "s=-",
        `c=IN IP4 ${address}`,
        "t=0 0",
        `m=audio ${port} RTP/AVP 8`,
        "a=rtpmap:8 PCMA/8000",
        ...attributes,
        "",
    ].join("\r\n");
}
