/** A reply of RFC 4475: what a callee says to a request that it got, before it answers rightly. */
export interface TortureReply {
    readonly name: string;
    readonly what: string;
    /** The reply, of what a right one would be. */
    readonly write: (right: string) => string;
    /** What the caller hears in the end: the reply itself, or, where that is dropped, the right one. */
    readonly heard: "the reply" | "the right one";
}

const startingWith = (startLine: string, right: string) => right.replace(/^[^\r]*/, startLine);

export const replies: readonly TortureReply[] = [
    {
        name: "unreason",
        what: "a reason with characters of all kinds",
        write: (right) => startingWith("SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое", right),
        heard: "the reply",
    },
    {
        name: "noreason",
        what: "no reason at all",
        write: (right) => startingWith("SIP/2.0 200 ", right),
        heard: "the reply",
    },
    {
        name: "scalarlg",
        what: "numbers that no field can hold",
        write: (right) =>
            startingWith("SIP/2.0 503 Service Unavailable", right)
                .replace(/^CSeq: \d+/m, "CSeq: 9292394834772304023312")
                .replace(
                    /^Contact:/m,
                    'Retry-After: 949302838503028349304023988\r\nWarning: 1812 overture "In"\r\nContact:',
                ),
        heard: "the right one",
    },
    {
        name: "bigcode",
        what: "a status that no field can hold",
        write: (right) => startingWith("SIP/2.0 4294967301 better not break the receiver", right),
        heard: "the right one",
    },
    {
        name: "bcast",
        what: "a Via behind ours that is a broadcast",
        write: (right) =>
            startingWith("SIP/2.0 200 OK", right).replace(
                /^(Via: [^\r]*\r\n)(Via: [^\r]*)/m,
                "Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\r\nVia: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23",
            ),
        heard: "the right one",
    },
];
