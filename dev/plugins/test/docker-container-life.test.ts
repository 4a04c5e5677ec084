import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { until } from "../../../test/tools/until.js";
import { docker } from "../src/docker/provider.js";
import type { Properties } from "../src/frame/values.js";
import { container, engine, label, program, run, sweep, volume } from "./support/docker.js";
import { InitFailed, type Resource, TestProvider, urn } from "./support/provider.js";

let provider: TestProvider;
beforeAll(async () => {
    await sweep();
    provider = await TestProvider.start(docker);
});
afterAll(async () => {
    provider.stop();
    await sweep();
});

async function exists(id: string): Promise<boolean> {
    const all = await engine.listContainers({ all: true });
    return all.some(({ Id }) => Id === id);
}

async function failureOf(outcome: Promise<unknown>): Promise<InitFailed> {
    const failure = await outcome.then(
        () => undefined,
        (error: unknown) => error,
    );
    if (failure instanceof InitFailed) return failure;
    throw new Error(`it should have left something behind: ${failure}`);
}

describe("Container, from its start to its end,", () => {
    test("wait lasts until the healthcheck passes", async () => {
        const values = program({
            command: ["sh", "-c", "sleep 1; touch /tmp/well; exec sleep 60"],
            healthcheck: { tests: ["CMD", "test", "-e", "/tmp/well"], interval: "250ms", startPeriod: "10s" },
            wait: true,
            waitTimeout: 20,
        });
        const made = await provider.create(container, "well", { values });
        expect((await engine.getContainer(made.id).inspect()).State.Health?.Status).toBe("healthy");
        await provider.delete(made);
    });

    test("a container that never gets well is an error with its log, kept, and replaced by the next update", async () => {
        const values = program({
            command: ["sh", "-c", "echo no database at $DB; exec sleep 60"],
            envs: ["DB=correct-horse"],
            healthcheck: { tests: ["CMD-SHELL", "echo refused; exit 1"], interval: "200ms" },
            wait: true,
            waitTimeout: 2,
        });
        const failure = await failureOf(provider.create(container, "ill", { values, secrets: ["envs"] }));
        expect(failure.message).toMatch(/container ill-[0-9a-f]{7} was created, but it was not healthy within 2 s/);
        expect(failure.message).toContain("the last check exited with 1: refused");
        expect(failure.message).toContain("no database at [secret]");
        expect(failure.reasons).toEqual([failure.message]);
        expect(await exists(failure.id)).toBe(true);

        const { inputs } = await provider.check(container, "ill", { values });
        const left: Resource = {
            urn: urn(container, "ill"),
            id: failure.id,
            inputs: { ...inputs.values, name: failure.outputs.name ?? "" },
            inputSecrets: ["envs"],
            outputs: failure.outputs,
            secrets: ["envs"],
        };
        const next = await provider.diff(container, "ill", left, values);
        expect(next).toMatchObject({ kind: "DIFF_SOME", deleteBeforeReplace: true });
        expect(next.replaces).toHaveLength(1);
        const refreshed = await provider.read(left);
        expect((await provider.diff(container, "ill", refreshed ?? left, values)).replaces).toHaveLength(1);
        await provider.delete(left);
        expect(await exists(failure.id)).toBe(false);
    });

    test("wait without a healthcheck, and a command that does not exist, say so", async () => {
        const cases: [Properties, RegExp][] = [
            [{ wait: true }, /it has no healthcheck, which wait needs/],
            [{ command: ["/no/such/program"] }, /it could not be started: .*no such file or directory/],
        ];
        for (const [values, reason] of cases) {
            const failure = await failureOf(provider.create(container, "wrong", { values: program(values) }));
            expect(failure.message).toMatch(reason);
            await engine.getContainer(failure.id).remove({ force: true });
        }
    });

    test("an image that is nowhere is an error that names it, and nothing is left", async () => {
        const image = `sha256:${"0".repeat(64)}`;
        const create = provider.create(container, "noimage", { values: program({ image }) });
        await expect(create).rejects.toThrow(`image ${image} is not on this Docker engine`);
    });

    test("is given its time to end when it is deleted", async () => {
        const values = program({
            command: ["sh", "-c", "trap 'sleep 1; echo bye > /log/bye; exit 0' TERM; while :; do sleep 0.05; done"],
            volumes: [{ volumeName: "", containerPath: "/log" }],
            destroyGraceSeconds: 10,
        });
        const log = await provider.create(volume, "log", { values: { labels: [label] } });
        const graceful = { ...values, volumes: [{ volumeName: log.id, containerPath: "/log" }] };
        const made = await provider.create(container, "graceful", { values: graceful });
        await provider.delete(made);
        const reader = await provider.create(container, "reader", {
            values: program({ volumes: [{ volumeName: log.id, containerPath: "/log", readOnly: true }] }),
        });
        expect(await run(reader.id, "cat", "/log/bye")).toBe("bye\n");
        await provider.delete(reader);
        await provider.delete(log);
    });

    test("a job is waited for, and its output kept", async () => {
        const values = program({
            command: ["sh", "-c", "echo done; exit 3"],
            attach: true,
            logs: true,
            mustRun: false,
        });
        const made = await provider.create(container, "job", { values });
        expect(made.outputs).toMatchObject({ containerLogs: "done", exitCode: 3 });
        expect((await provider.diff(container, "job", (await provider.read(made)) ?? made, values)).kind).toBe(
            "DIFF_NONE",
        );
        await provider.delete(made);
    });

    test.each<[Properties, string]>([
        [{ imag: "x" }, "imag is not a property that this plugin knows here"],
        [
            { ports: [{ internal: 70000 }] },
            "ports[0].internal is 70000; it must be a whole number, at least 1, at most 65535",
        ],
        [{ restart: "sometimes" }, 'restart is "sometimes"; allowed are no, on-failure, always, unless-stopped'],
        [{ healthcheck: { tests: ["x"], interval: "soon" } }, 'healthcheck.interval is "soon"; it must be a duration'],
        [{ uploads: [{ file: "/x" }] }, "uploads[0] must have one of content, contentBase64, source; it has none"],
    ])("refuses %j", async (values, reason) => {
        const { failures } = await provider.check(container, "c", { values: program(values) });
        expect(failures.join("\n")).toContain(reason);
    });
});

test("an operation that waits ends when the engine cancels, and what was made is kept", async () => {
    const stopping = await TestProvider.start(docker);
    const values = program({
        healthcheck: { tests: ["CMD", "false"], interval: "1s" },
        wait: true,
        waitTimeout: 300,
    });
    const outcome = failureOf(stopping.create(container, "cancelled", { values }));
    const running = await until("the container is there", async () => {
        const [first] = await engine.listContainers({ filters: { name: ["^/cancelled-"], label: [label.label] } });
        return first;
    });
    await stopping.cancel();
    expect((await outcome).id).toBe(running.Id);
    await engine.getContainer(running.Id).remove({ force: true });
    stopping.stop();
});
