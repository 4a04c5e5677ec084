import { isIPv4 } from "node:net";
import { addressBits, networksOf } from "../routing/address.js";

/** What a text may hold, by the name that it has as a JSON schema's format; the problem is what a 422 says. */
export const forms = {
    "sip-host": (text: string) => hostProblem(text),
    "sip-host-port": (text: string) => hostPortProblem(text),
    "ip-networks": (text: string) => {
        const networks = networksOf(text);
        return "problem" in networks ? networks.problem : undefined;
    },
} as const satisfies Readonly<Record<string, (text: string) => string | undefined>>;

export type Form = keyof typeof forms;

/** Where a form's text may be empty, which counts as absent. */
export const orEmpty = "-or-empty";

/** What is wrong with a text of a form; undefined when nothing is, or when the format is none of ours. */
export function formProblem(format: unknown, text: unknown): string | undefined {
    const name = String(format);
    const form = Object.entries(forms).find(([each]) => name === each || name === each + orEmpty);
    if (form === undefined || typeof text !== "string") return undefined;
    return text === "" && name.endsWith(orEmpty) ? undefined : form[1](text);
}

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const dottedNumbers = /^\d+(?:\.\d+)+$/;

function hostProblem(text: string): string | undefined {
    const known = text.includes(":")
        ? addressBits(text) !== undefined
        : dottedNumbers.test(text)
          ? isIPv4(text)
          : text
                .replace(/\.$/, "")
                .split(".")
                .every((each) => label.test(each));
    if (known) return undefined;
    return `"${text}" is no host: allowed are a name such as sip.example.com and an address such as 198.51.100.7 or 2001:db8::1, without port, scheme or parameters`;
}

function hostPortProblem(text: string): string | undefined {
    const [, host, port] = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(text) ?? [];
    if (host === undefined) return hostProblem(text);
    if (Number(port) < 1 || Number(port) > 65_535) return `"${text}" has port ${port}: allowed are 1 to 65535`;
    return hostProblem(host);
}
