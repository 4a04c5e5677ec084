import { ours, refused, request, type TortureRequest, via } from "./writing";

/** Section 3.1.2. */
export const malformed: readonly TortureRequest[] = [
    {
        name: "badinv01",
        what: "separators with nothing between them in Via and Contact",
        write: (parties) =>
            request("INVITE", parties, {
                via: `Via: ${via(parties)};;,;,,`,
                more: ['Contact: "Joe" <sip:joe@example.org>;;;;'],
            }),
        allowed: refused,
    },
    {
        name: "clerr",
        what: "a Content-Length beyond the end of the datagram",
        write: (parties) => request("INVITE", parties, { length: "Content-Length: 9999" }),
        allowed: refused,
    },
    {
        name: "ncl",
        what: "a negative Content-Length",
        write: (parties) => request("INVITE", parties, { length: "Content-Length: -999" }),
        allowed: refused,
    },
    {
        name: "scalar02",
        what: "numbers that no field can hold",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                cseq: "CSeq: 36893488147419103232 REGISTER",
                forwards: "Max-Forwards: 300",
                more: [
                    "Expires: 10000000000000000000000000000000000000000",
                    `Contact: <${parties.caller.uri}>;expires=280297596632815`,
                ],
            }),
        allowed: refused,
    },
    {
        name: "quotbal",
        what: "a display name whose quote never ends",
        write: (parties) => request("INVITE", parties, { to: `To: "Mr. J. Someone <${ours(parties)}>` }),
        allowed: refused,
    },
    {
        name: "ltgtruri",
        what: "<> around the Request-URI",
        write: (parties) => request("INVITE", parties, { start: `INVITE <${ours(parties)}> SIP/2.0` }),
        allowed: refused,
    },
    {
        name: "lwsruri",
        what: "a space in the Request-URI",
        write: (parties) => request("INVITE", parties, { start: `INVITE ${ours(parties)}; lr SIP/2.0` }),
        allowed: refused,
    },
    {
        name: "lwsstart",
        what: "two spaces between the parts of the request line",
        write: (parties) => request("INVITE", parties, { start: `INVITE  ${ours(parties)}  SIP/2.0` }),
        allowed: refused,
    },
    {
        name: "trws",
        what: "spaces behind the request line",
        write: (parties) => request("OPTIONS", parties, { start: `OPTIONS ${ours(parties)} SIP/2.0  ` }),
        allowed: [[400], [200]],
    },
    {
        name: "escruri",
        what: "a header in the Request-URI",
        write: (parties) =>
            request("INVITE", parties, { start: `INVITE ${ours(parties)}?Route=%3Csip:example.com%3E SIP/2.0` }),
        allowed: ["placed", [400]],
    },
    {
        name: "baddate",
        what: "a Date in a zone that it cannot have",
        write: (parties) =>
            request("INVITE", parties, {
                more: ["Date: Fri, 01 Jan 2010 16:00:00 EST", `Contact: <${parties.caller.uri}>`],
            }),
        allowed: ["placed", [400]],
    },
    {
        name: "regbadct",
        what: "a Contact with a header, and no <> around it",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                more: ["Contact: sip:someone@example.com?Route=%3Csip:sip.example.com%3E"],
            }),
        allowed: [[400], [405]],
    },
    {
        name: "badaspec",
        what: "spaces within <>",
        write: (parties) => request("OPTIONS", parties, { to: `To: "Watson, Thomas" < ${ours(parties)} >` }),
        allowed: [[400], [200]],
    },
    {
        name: "baddn",
        what: "a comma in a display name without quotes",
        write: (parties) =>
            request("OPTIONS", parties, {
                from: `From: Bell, Alexander <sip:441132000000@${parties.caller.address}>;tag=${parties.id}`,
            }),
        allowed: [[400], [200]],
    },
    {
        name: "badvers",
        what: "a version of SIP that is to come",
        write: (parties) => request("OPTIONS", parties, { start: `OPTIONS ${ours(parties)} SIP/7.0` }),
        allowed: [[505]],
    },
    {
        name: "mismatch01",
        what: "another method in CSeq",
        write: (parties) => request("OPTIONS", parties, { cseq: "CSeq: 8 INVITE" }),
        allowed: refused,
    },
    {
        name: "mismatch02",
        what: "another method in CSeq, of a method that nobody knows",
        write: (parties) => request("NEWMETHOD", parties, { cseq: "CSeq: 8 INVITE", body: "" }),
        allowed: [[400], [501]],
    },
];
