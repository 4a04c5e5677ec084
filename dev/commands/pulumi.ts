import * as z from "zod";
import { CommandError, run, stream } from "./shell";

/** What a stack of this repository puts out; see `stacks/index.ts`. */
export const stackOutputs = z.object({
    platformName: z.string(),
    target: z.string(),
    sipUris: z.array(z.string()),
    routingApiUrl: z.string(),
    consulUiUrl: z.string(),
    consulHttpAddress: z.string(),
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
        resources: z.array(z.object({ urn: z.string(), type: z.string(), id: z.string().optional() })).default([]),
        pending_operations: z
            .array(z.object({ type: z.string(), resource: z.object({ urn: z.string() }) }))
            .default([]),
    }),
});
export type State = z.infer<typeof deployment>["deployment"];

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

    async destroy(line: (text: string) => void): Promise<void> {
        await this.streamed(line, "destroy", "--yes", "--skip-preview", "--remove");
    }

    async outputs(): Promise<StackOutputs | undefined> {
        const outputs = stackOutputs.safeParse(JSON.parse(await this.pulumi("stack", "output", "--json")));
        return outputs.success ? outputs.data : undefined;
    }

    async state(): Promise<State> {
        return deployment.parse(JSON.parse(await this.pulumi("stack", "export"))).deployment;
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
