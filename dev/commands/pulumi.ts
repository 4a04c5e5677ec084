import * as z from "zod";
import { CommandError, run, stream } from "./shell";

/** What a stack of this repository puts out; see `stacks/index.ts`. */
export const stackOutputs = z.object({
    platformName: z.string(),
    target: z.string(),
    sipUris: z.array(z.string()),
    routingApiUrl: z.string(),
    /** The token of the routing API's administrator; none, of a stack of a version that demanded none. */
    administratorToken: z.string().default(""),
    membership: z.looseObject({ kamailioToken: z.string().default("") }).default({ kamailioToken: "" }),
    consulUiUrl: z.string(),
    consulHttpAddress: z.string(),
    /** The management token: it may do everything in Consul. */
    consulToken: z.string().default(""),
    /** Certificate of the authority of Consul's agents, in PEM. */
    consulCa: z.string().optional(),
    /** File with the hosts of a platform on machines. */
    inventory: z.string().optional(),
});
export type StackOutputs = z.infer<typeof stackOutputs>;

/** A step of a preview. */
export interface Step {
    readonly op: string;
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    /** What they were; empty for what is new. */
    readonly former: Record<string, unknown>;
}

const inputs = z.record(z.string(), z.unknown()).optional();
const preview = z.object({
    steps: z
        .array(
            z.object({
                op: z.string(),
                urn: z.string(),
                oldState: z.object({ inputs }).optional(),
                newState: z.object({ type: z.string(), inputs }).optional(),
            }),
        )
        .default([]),
});

const deployment = z.object({
    deployment: z.object({
        resources: z
            .array(
                z.object({
                    urn: z.string(),
                    type: z.string(),
                    id: z.string().optional(),
                    inputs,
                    outputs: z.object({ base64: z.string().optional() }).optional(),
                }),
            )
            .default([]),
        pending_operations: z
            .array(
                z.object({
                    type: z.string(),
                    resource: z.object({
                        urn: z.string(),
                        type: z.string(),
                        inputs,
                        /** URN and id of its provider. */
                        provider: z.string().optional(),
                    }),
                }),
            )
            .default([]),
    }),
});
export type State = z.infer<typeof deployment>["deployment"];
export type PendingOperation = State["pending_operations"][number];

const settings = z.record(z.string(), z.object({ value: z.string().optional() }));

const secret = z.object({ plaintext: z.string() });

/** What `pulumi stack export --show-secrets` printed. */
export function stateOf(exported: string): State {
    return deployment.parse(JSON.parse(exported, revealed)).deployment;
}

/** A secret of an exported state is an object with its value as JSON. */
export function revealed(_key: string, value: unknown): unknown {
    const found = secret.safeParse(value);
    return found.success ? JSON.parse(found.data.plaintext) : value;
}

/** One stack, through the `pulumi` command that users have. */
export class Stack {
    constructor(readonly name: string) {}

    /** Selects the stack, and makes it when there is none. */
    async select(): Promise<void> {
        await this.pulumi("stack", "select", "--create");
    }

    async exists(): Promise<boolean> {
        const stacks = z
            .array(z.object({ name: z.string() }))
            .parse(JSON.parse(await run("pulumi", ["stack", "ls", "--json"])));
        return stacks.some((stack) => stack.name.split("/").at(-1) === this.name);
    }

    /** What would change. With a refresh, resources are read anew first: what somebody removed by hand is found. */
    async preview(refresh: boolean): Promise<Step[]> {
        const { steps } = preview.parse(JSON.parse(await this.pulumi("preview", ...refreshing(refresh), "--json")));
        return steps.map(({ op, urn, oldState, newState }) => ({
            op,
            type: newState?.type ?? urn.split("::").at(-2) ?? "",
            name: urn.split("::").at(-1) ?? "",
            inputs: newState?.inputs ?? {},
            former: oldState?.inputs ?? {},
        }));
    }

    async up(refresh: boolean, line: (text: string) => void): Promise<void> {
        await this.streamed(line, "up", ...refreshing(refresh), "--yes", "--skip-preview", "--suppress-outputs");
    }

    /** Reads anew what the target runs, and nothing that is asked of Consul. */
    async refreshTarget(): Promise<void> {
        await this.pulumi("refresh", "--yes", "--skip-preview", "--suppress-outputs", "--exclude", "**consul:index/**");
    }

    /** Takes everything down. The configuration of a stack whose data is kept stays, for it holds their key. */
    async destroy(line: (text: string) => void): Promise<void> {
        const keep = (await this.setting("encryptionKey")) !== undefined;
        await this.streamed(line, "destroy", "--yes", "--skip-preview");
        await this.pulumi("stack", "rm", "--yes", ...(keep ? ["--preserve-config"] : []));
    }

    /** What is configured under a name. */
    async setting(name: string): Promise<string | undefined> {
        const all = settings.parse(JSON.parse(await this.pulumi("config", "--json", "--show-secrets")));
        return all[`wazo-c4:${name}`]?.value;
    }

    /** Configures a secret. */
    async configureSecret(name: string, value: string): Promise<void> {
        await run("pulumi", ["config", "set", "--secret", name, "--stack", this.name, "--non-interactive"], value);
    }

    /** A secret of a resource, by the end of its name; nothing when the state holds no such resource. */
    async secretOf(type: string, suffix: string): Promise<string | undefined> {
        const { resources } = await this.state();
        const found = resources.find(({ type: each, urn }) => each === type && urn.endsWith(suffix));
        return found?.outputs?.base64;
    }

    /** What it puts out, secrets in plain text: never for a screen. */
    async outputs(): Promise<StackOutputs | undefined> {
        const outputs = stackOutputs.safeParse(
            JSON.parse(await this.pulumi("stack", "output", "--json", "--show-secrets")),
        );
        return outputs.success ? outputs.data : undefined;
    }

    /** What it is made of, secrets in plain text: never for a screen. */
    async state(): Promise<State> {
        return stateOf(await this.pulumi("stack", "export", "--show-secrets"));
    }

    /** Forgets creates that were interrupted; what they may have left is swept by the caller. */
    async clearPending(): Promise<void> {
        await this.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--suppress-outputs");
    }

    async cancel(): Promise<void> {
        await this.pulumi("cancel", "--yes");
    }

    private pulumi(...args: string[]): Promise<string> {
        return run("pulumi", [...args, "--stack", this.name, "--non-interactive"]);
    }

    private async streamed(line: (text: string) => void, ...args: string[]): Promise<void> {
        await stream("pulumi", [...args, "--stack", this.name, "--non-interactive"], line).catch((error: unknown) => {
            // The diagnostics were streamed; the last lines would only say them again.
            if (error instanceof CommandError) throw new Error(`pulumi ${args[0]} failed; the cause is above.`);
            throw error;
        });
    }
}

function refreshing(refresh: boolean): string[] {
    return refresh ? ["--refresh"] : [];
}
