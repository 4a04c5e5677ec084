import { sdp } from "../message";
import { lines, ours, type Parties, refused, request, type TortureRequest, understood, via } from "./writing";

/** wsinv, with a CSeq of one's choice. */
function tortuous(parties: Parties, cseq: string): string {
    return lines(
        `INVITE sip:tea@${parties.sbc};nobodyknowsthis SIP/2.0`,
        `TO :\r\n sip:tea@${parties.sbc}`,
        `from   : "A Tester \\\\\\""       <sip:441132000000@${parties.caller.address}>\r\n  ;\r\n  tag = ${parties.id}`,
        "MaX-fOrWaRdS: 0068",
        `Call-ID: ${parties.id}`,
        `Content-Length   : ${sdp(parties.caller.address, 20000).length}`,
        cseq,
        `Via  : SIP  /   2.0\r\n /UDP\r\n    ${parties.caller.address}:${parties.caller.port};rport;branch=z9hG4bK${parties.id}`,
        "s :",
        "NewFangledHeader:   newfangled value\r\n continued newfangled value",
        "UnknownHeaderWithUnusualValue: ;;,,;;,;",
        "Content-Type: application/sdp",
        "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n SIP  /    2.0   / UDP  192.0.2.111   ; branch=\r\n z9hG4bK30239",
        `m:"Quoted \\"\\"" <${parties.caller.uri}> ; newparam =\r\n      newvalue ;\r\n  secondparam ; q = 0.33`,
        "",
        sdp(parties.caller.address, 20000),
    );
}

/** intmeth, with headers of one's choice. */
function unusual(parties: Parties, more: readonly string[]): string {
    const method = "!unusual-Method0123456789_*+`.%in'~";
    const user = "1_odd.URI~(to-be!sure)&isn't+it$/mad?,/;;*";
    return request(method, parties, {
        start: `${method} sip:${user}:&it+has=1,weird!*pas$wo~d_too.(isn't-it)@${parties.sbc} SIP/2.0`,
        to: `To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <sip:${user}@${parties.sbc}>`,
        from: `From: token1~\` token2'+_ token3*%!.- <sip:mundane@${parties.caller.address}>;fromParam''~+*_!.-%="работающий";tag=_token~1'+\`*%!-.`,
        forwards: "Max-Forwards: 255",
        more,
    });
}

const percent = (parties: Parties, name: string) =>
    request("RE%47IST%45R", parties, {
        to: `To: "%Z%45" <${ours(parties)}>`,
        from: `From: "%Z%45" <sip:441132000000@${parties.caller.address}>;tag=${parties.id}`,
        more: [`Contact: <${parties.caller.uri}>`, `${name}: <sip:alias2@host2.example.com>`],
    });

const long = (part: string, times: number) => part.repeat(times);

/** Section 3.1.1: they are well-formed, however they look. */
export const valid: readonly TortureRequest[] = [
    {
        name: "wsinv",
        what: "folded lines, odd case, white space wherever it may be, headers that nobody knows",
        write: (parties) => tortuous(parties, "cseq: 0009\r\n  INVITE"),
        allowed: refused,
        reason: "Kamailio reads no CSeq that is folded",
    },
    {
        name: "wsinv, but for the folded CSeq",
        what: "the rest of it",
        write: (parties) => tortuous(parties, "cseq: 0009  INVITE"),
        allowed: ["placed"],
    },
    {
        name: "intmeth",
        what: "every character that a method, a URI, a token, a quoted string and a Call-ID may have",
        write: (parties) => unusual(parties, ["extensionHeader-!.%*+_`'~:\ufeff大停電"]),
        allowed: refused,
        reason: "Kamailio reads no header whose name has !%*+`'~",
    },
    {
        name: "intmeth, but for the header's name",
        what: "the rest of it",
        write: (parties) => unusual(parties, ["extensionHeader:\ufeff大停電"]),
        allowed: ["placed", [404, 405, 501]],
    },
    {
        name: "esc01",
        what: "escaped characters in URIs",
        write: (parties) =>
            request("INVITE", parties, {
                start: `INVITE sip:sips%3Asomeone%40example.com@${parties.sbc} SIP/2.0`,
                to: `To: sip:%73omeon%65@${parties.sbc}`,
                from: `From: <sip:I%20have%20spaces@${parties.caller.address}>;tag=${parties.id}`,
                more: [
                    `Contact:\r\n  <sip:cal%6Cer@${parties.caller.address}:${parties.caller.port};%6C%72;n%61me=v%61lue%25%34%31>`,
                ],
            }),
        allowed: ["placed"],
    },
    {
        name: "escnull",
        what: "escaped NULs in URIs",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                to: `To: sip:null-%00-null@${parties.sbc}`,
                from: `From: sip:null-%00-null@${parties.caller.address};tag=${parties.id}`,
                more: [
                    `Contact: <sip:%00@${parties.caller.address}>`,
                    `Contact: <sip:%00%00@${parties.caller.address}>`,
                ],
            }),
        allowed: understood,
    },
    {
        name: "esc02",
        what: "% where it escapes nothing: in a method, a display name and a header's name",
        write: (parties) => percent(parties, "C%6Fntact"),
        allowed: refused,
        reason: "Kamailio reads no header whose name has !%*+`'~",
    },
    {
        name: "esc02, but for the header's name",
        what: "the rest of it",
        write: (parties) => percent(parties, "Cntact"),
        allowed: ["placed", [404, 405, 501]],
    },
    {
        name: "lwsdisp",
        what: "no space between a display name and <",
        write: (parties) =>
            request("OPTIONS", parties, {
                from: `From: caller<sip:441132000000@${parties.caller.address}>;tag=${parties.id}`,
            }),
        allowed: [[200]],
    },
    {
        name: "longreq",
        what: "very long values, and many of them",
        write: (parties) =>
            request("INVITE", parties, {
                via: lines(
                    `Via: ${via(parties)}`,
                    ...["v", "V", "ViA", "VIA ", "via  "].flatMap((name, i) =>
                        Array.from({ length: 6 }, (_, j) => `${name}: SIP/2.0/TCP sip${6 * i + j}.example.com`),
                    ),
                    `Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${long("long", 50)}value`,
                ),
                to: `To: "I have a user name of ${long("extreme", 10)} proportion"<sip:someone@${parties.sbc}:6000;unknown1=very${long("long", 20)}value;long${long("name", 25)}=short;very${long("long", 25)}ParameterNameWithNoValue>`,
                from: `F: sip:${long("amazinglylongcallername", 5)}@${parties.caller.address};tag=1${long("29", 60)}4;unknownheaderparam${long("name", 15)}=unknownheaderparam${long("value", 15)};unknownValueless${long("paramname", 10)}`,
                more: [
                    `Unknown-${long("Long", 20)}-Name: unknown-${long("long", 20)}-value; unknown-${long("long", 20)}-parameter-name = unknown-${long("long", 20)}-parameter-value`,
                    `Contact: <sip:${long("amazinglylongcallername", 5)}@${parties.caller.address}:${parties.caller.port}>`,
                ],
            }),
        allowed: ["placed"],
    },
    {
        name: "dblreq",
        what: "a second request behind the first one in its datagram",
        write: (parties) =>
            request("REGISTER", parties, { start: `REGISTER sip:${parties.sbc} SIP/2.0` }) +
            request("INVITE", { ...parties, id: `${parties.id}second` }),
        allowed: understood,
    },
    {
        name: "semiuri",
        what: "a semicolon in the user part of a URI",
        write: (parties) =>
            request("OPTIONS", parties, {
                start: `OPTIONS sip:someone;par=s%40example.net@${parties.sbc} SIP/2.0`,
                to: `To: sip:someone@${parties.sbc}`,
            }),
        allowed: [[200]],
    },
    {
        name: "transports",
        what: "Vias of all transports, and of one that nobody knows",
        write: (parties) =>
            request("OPTIONS", parties, {
                via: lines(
                    `Via: ${via(parties)}`,
                    ...["SCTP", "TLS", "UNKNOWN", "TCP"].map(
                        (transport, i) => `Via: SIP/2.0/${transport} t${i}.example.com;branch=z9hG4bKt${i}`,
                    ),
                ),
            }),
        allowed: [[200]],
    },
    {
        name: "mpart01",
        what: "a multipart body with text and with bytes that are none",
        write: (parties) => {
            const body = lines(
                "--7a9cbec02ceef655",
                "Content-Type: text/plain",
                "Content-Transfer-Encoding: binary",
                "",
                "Hello",
                "--7a9cbec02ceef655",
                "Content-Type: application/octet-stream",
                "Content-Transfer-Encoding: binary",
                "",
                "0\u0082\u0001\u0000R\u0006\t*\u0086H\u0000\u0001\u0007",
                "--7a9cbec02ceef655--",
                "",
            );
            return request("MESSAGE", parties, {
                more: ['Content-Type: multipart/mixed;boundary="7a9cbec02ceef655"', "MIME-Version: 1.0"],
                body,
            });
        },
        allowed: ["placed"],
    },
];
