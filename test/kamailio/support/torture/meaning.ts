import { sdp } from "../message";
import { lines, ours, refused, request, type TortureRequest, understood, via } from "./writing";

/** Sections 3.2 to 3.4: well-formed, and not to be taken literally. */
export const meaning: readonly TortureRequest[] = [
    {
        name: "badbranch",
        what: "a branch that is nothing but the cookie",
        write: (parties) =>
            request("OPTIONS", parties, {
                via: `Via: SIP/2.0/UDP ${parties.caller.address}:${parties.caller.port};rport;branch=z9hG4bK`,
            }),
        allowed: [[200], [400]],
    },
    {
        name: "insuf",
        what: "no From, To and Call-ID: a reply would be nobody's",
        write: (parties) =>
            lines(
                `INVITE ${ours(parties)} SIP/2.0`,
                "CSeq: 193942 INVITE",
                `Via: ${via(parties)}`,
                "Content-Length: 0",
                "",
                "",
            ),
        allowed: [[400], "ignored"],
    },
    {
        name: "unkscm",
        what: "a Request-URI of a scheme that nobody knows",
        write: (parties) => request("OPTIONS", parties, { start: "OPTIONS nobodyKnowsThisScheme:opaque SIP/2.0" }),
        allowed: [[416]],
    },
    {
        name: "novelsc",
        what: "a Request-URI of a scheme that is no telephone's",
        write: (parties) => request("OPTIONS", parties, { start: "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0" }),
        allowed: [[416]],
    },
    {
        name: "unksm2",
        what: "From, To and Contact of schemes that nobody knows",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                to: "To: isbn:2983792873",
                from: `From: <http://www.example.com>;tag=${parties.id}`,
                more: ["Contact: <name:John_Smith>"],
            }),
        allowed: [[400], [405]],
    },
    {
        name: "bext01",
        what: "two extensions in Proxy-Require and in Require that nobody has",
        write: (parties) =>
            request("OPTIONS", parties, {
                more: [
                    "Proxy-Require: nothingSupportsThis, nothingSupportsThisEither",
                    "Require: nothingSupportsThis, nothingSupportsThisEither",
                ],
            }),
        allowed: [[420]],
    },
    {
        name: "invut",
        what: "a body of a type that nobody knows",
        write: (parties) =>
            request("INVITE", parties, {
                more: [`Contact: <${parties.caller.uri}>`, "Content-Type: application/unknownformat"],
                body: "<audio>\r\n <pcmu port='443'/>\r\n</audio>\r\n",
            }),
        allowed: ["placed", [415]],
    },
    {
        name: "regaut01",
        what: "credentials of a scheme that nobody knows",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                more: [`Contact: <${parties.caller.uri}>`, "Authorization: NoOneKnowsThisScheme opaque-data=here"],
            }),
        allowed: [[401], [405]],
    },
    {
        name: "multi01",
        what: "two and more of what there may be one of",
        write: (parties) =>
            request("INVITE", parties, {
                more: [
                    "CSeq: 59 INVITE",
                    `Call-ID: ${parties.id}-other`,
                    `From: sip:other@${parties.caller.address};tag=2923420123`,
                    `To: <sip:other@${parties.sbc}>`,
                    "Max-Forwards: 5",
                    `Contact: <${parties.caller.uri}>`,
                ],
            }),
        allowed: refused,
    },
    {
        name: "mcl01",
        what: "two of Content-Length, which do not agree",
        write: (parties) => request("OPTIONS", parties, { more: ["Content-Length: 13"] }),
        allowed: refused,
    },
    {
        name: "zeromf",
        what: "Max-Forwards 0",
        write: (parties) => request("OPTIONS", parties, { forwards: "Max-Forwards: 0" }),
        allowed: [[200], [483]],
    },
    {
        name: "cparam01",
        what: "a parameter of a Contact that nobody knows",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                more: [`Contact: ${parties.caller.uri};unknownparam`],
            }),
        allowed: understood,
    },
    {
        name: "cparam02",
        what: "a parameter of a Contact's URI that nobody knows",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                more: [`Contact: <${parties.caller.uri};unknownparam>`],
            }),
        allowed: understood,
    },
    {
        name: "regescrt",
        what: "a header in a Contact's URI",
        write: (parties) =>
            request("REGISTER", parties, {
                start: `REGISTER sip:${parties.sbc} SIP/2.0`,
                more: [`Contact: <${parties.caller.uri}?Route=%3Csip:sip.example.com%3E>`],
            }),
        allowed: understood,
    },
    {
        name: "sdp01",
        what: "an Accept that no answer can meet",
        write: (parties) =>
            request("INVITE", parties, {
                more: [`Contact: <${parties.caller.uri}>`, "Accept: text/nobodyKnowsThis"],
            }),
        allowed: ["placed", [406]],
    },
    {
        name: "inv2543",
        what: "an INVITE of RFC 2543: no branch, no tag, no Max-Forwards",
        write: (parties) =>
            lines(
                `INVITE ${ours(parties)} SIP/2.0`,
                `Via: SIP/2.0/UDP ${parties.caller.address}:${parties.caller.port}`,
                `From: <sip:+13035551111@${parties.caller.address};user=phone>`,
                "Record-Route: <sip:ss1.example.com>",
                `To: sip:+16505552222@${parties.sbc};user=phone`,
                `Call-ID: ${parties.id}`,
                "CSeq: 1 INVITE",
                `Contact: <${parties.caller.uri}>`,
                "Content-Type: application/sdp",
                "",
                sdp(parties.caller.address, 20000),
            ),
        allowed: refused,
        reason: "whoever is not compatible with RFC 2543 may refuse it: without a tag there is no dialog of RFC 3261",
    },
];
