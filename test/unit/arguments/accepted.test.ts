import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { accepted } from "../../../src/arguments/accepted";
import { ArgumentError } from "../../../src/arguments/errors";
import { network, someText } from "../../../src/arguments/formats";
import { input, portNumber, type Rules, secretInput } from "../../../src/arguments/rules";

interface Args {
    port?: number;
    peers?: pulumi.Input<string>[];
    variables?: Record<string, pulumi.Input<string>>;
    password?: pulumi.Input<string>;
    inner?: { token?: pulumi.Input<string> };
    either?: { kind: "one"; address: pulumi.Input<string> } | { kind: "other" };
}

const schema = z.strictObject({
    port: portNumber.optional(),
    peers: z.array(input(network)).optional(),
    variables: z.record(z.string(), input(someText)).optional(),
    password: secretInput({ accepts: (text) => text.length >= 16, allowed: "16 characters at least" }).optional(),
    inner: z.strictObject({ token: secretInput(someText).optional() }).optional(),
    either: z
        .discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("one"), address: input(network) }),
            z.strictObject({ kind: z.literal("other") }),
        ])
        .optional(),
} satisfies Rules<Args>);

/** What is said of arguments that are refused at once. */
function refusal(args: object): ArgumentError {
    try {
        accepted(schema, args, "role");
    } catch (error) {
        if (error instanceof ArgumentError) return error;
        throw error;
    }
    throw new Error("Nothing was refused.");
}

describe("accepted", () => {
    it("gives a copy, and leaves what it was given alone", async () => {
        const args: Args = {
            port: 5060,
            peers: ["10.0.0.0/8", pulumi.output("10.0.0.0/8")],
            either: { kind: "other" },
        };
        const before = { ...args };
        const result = accepted(schema, args, "role");
        expect(args).toEqual(before);
        expect(result).not.toBe(args);
        expect(result.port).toBe(5060);
        expect(result.peers?.[0]).toBe("10.0.0.0/8");
        expect(result.either).toEqual({ kind: "other" });
    });

    it.each<[object, string, string]>([
        [{ port: 0 }, "role.port", "0, which cannot be used. Allowed: a whole number from 1 to 65535."],
        [{ peers: ["10.0.0.0/8", "x"] }, "role.peers[1]", '"x", which cannot be used. Allowed: an IPv4 network'],
        [
            { variables: { "A-B": "" } },
            'role.variables["A-B"]',
            '"", which cannot be used. Allowed: text that is not empty.',
        ],
        [{ inner: { tokn: "t0p" } }, "role.inner.tokn", "no option. Allowed: one of the options token."],
        [{ either: { kind: "one" } }, "role.either.address", "missing. Allowed: an IPv4 network"],
    ])("refuses %j by its path and its reason", (args, propertyPath, reason) => {
        const error = refusal(args);
        expect(error.propertyPath).toBe(propertyPath);
        expect(error.reason.startsWith(reason)).toBe(true);
        expect(error.message).toBe(`${propertyPath} is ${error.reason}`);
    });

    it.each<[string, object]>([
        ["short", { password: "short" }],
        ["t0ken", { inner: { tokn: "t0ken" } }],
        ["hunter2", { inner: "hunter2 -----BEGIN PRIVATE KEY-----" }],
        ["hunter2", { peers: ["https://user:hunter2@host/"] }],
        ["hunter2", { port: { password: "hunter2" } }],
        ["hunter2", { port: ["hunter2"] }],
    ])("never shows the secret %j", (secret, args) => {
        expect(refusal(args).message).not.toContain(secret);
    });

    it("says of an Output where plain data is needed that it comes too late", () => {
        expect(refusal({ port: pulumi.output(5060) }).message).toBe(
            "role.port is an Output, whose value is not known in time, which cannot be used. Allowed: a whole number from 1 to 65535.",
        );
    });

    describe("of an Output", () => {
        const address = ({ either }: Args) => (either?.kind === "one" ? either.address : undefined);
        const later = (args: Args) => accepted(schema, args, "role");
        it.each<[() => unknown, string]>([
            [
                () => later({ peers: [pulumi.output("x")] }).peers?.[0],
                'role.peers[0] is "x", which cannot be used. Allowed: an IPv4 network such as 198.18.0.0/24, its host bits zero.',
            ],
            [() => later({ peers: [Promise.resolve("x")] }).peers?.[0], 'role.peers[0] is "x"'],
            [() => later({ variables: { A: pulumi.output("") } }).variables?.A, 'role.variables.A is ""'],
            [
                () => later({ password: pulumi.output("short") }).password,
                "role.password is a value that is not shown, which cannot be used. Allowed: 16 characters at least.",
            ],
            [
                () => later({ peers: [pulumi.secret("s3cret")] }).peers?.[0],
                "role.peers[0] is a value that is not shown",
            ],
            [() => address(later({ either: { kind: "one", address: pulumi.output("x") } })), "role.either.address"],
        ])("says the same when it is known: %#", async (value, message) => {
            await expect(settled(value())).rejects.toThrow(message);
        });

        it("gives what its rule accepts, and keeps a secret one", async () => {
            const { password } = later({ password: pulumi.secret("0123456789abcdef") });
            expect(await settled(password)).toBe("0123456789abcdef");
            expect(await pulumi.isSecret(pulumi.output(password))).toBe(true);
        });
    });
});

/** The value of an Output; rejected when it fails. The SDK has no public way to say that it did. */
async function settled(value: unknown): Promise<unknown> {
    if (!pulumi.Output.isInstance(value)) throw new Error("This is no Output.");
    const [promise, ...others] = ["promise", "isKnown", "isSecret", "allResources"].map((name) => {
        const part: unknown = Reflect.get(value, name);
        return Promise.resolve(typeof part === "function" ? Reflect.apply(part, value, []) : part);
    });
    await Promise.allSettled(others);
    return promise;
}
