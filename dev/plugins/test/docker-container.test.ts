import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docker } from "../src/docker/provider.js";
import { type Properties, unknown } from "../src/frame/values.js";
import { container, engine, label, network, program, run, subnet, sweep, volume } from "./support/docker.js";
import { InitFailed, type Resource, TestProvider, urn } from "./support/provider.js";
import { eventually } from "./support/tools.js";

let provider: TestProvider;
let net: Resource;
beforeAll(async () => {
    await sweep();
    provider = await TestProvider.start(docker);
    net = await provider.create(network, "net", { values: { ipamConfigs: [{ subnet }], labels: [label] } });
});
afterAll(async () => {
    await provider.delete(net);
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

describe("Container", () => {
    test("a preview creates nothing and says what is not known yet", async () => {
        const before = await engine.listContainers({ all: true, filters: { label: [label.label] } });
        const values = program({ ports: [{ internal: 80 }] });
        const made = await provider.create(container, "preview", { values }, true);
        expect(made.outputs).toMatchObject({
            networkDatas: unknown,
            hostname: unknown,
            ports: [{ internal: 80, external: unknown, ip: "0.0.0.0", protocol: "tcp" }],
            restart: "no",
        });
        expect(await engine.listContainers({ all: true, filters: { label: [label.label] } })).toHaveLength(
            before.length,
        );
    });

    test("is as it was declared: files before its start, networks with aliases, ports, limits, secrets", async () => {
        const values = program({
            envs: ["GREETING=hello", "PGPASSWORD=correct-horse"],
            user: "nobody",
            networksAdvanced: [{ name: net.id, aliases: ["web"], ipv4Address: "198.18.34.77" }],
            uploads: [
                { file: "/etc/c4/greeting", content: "gr\u00fc\u00df dich\n", permissions: "0640", group: "65534" },
                {
                    file: "/usr/local/bin/hello",
                    contentBase64: Buffer.from("#!/bin/sh\necho hello\n").toString("base64"),
                    executable: true,
                },
            ],
            ports: [
                { internal: 80, ip: "127.0.0.1" },
                { internal: 53, ip: "127.0.0.1", protocol: "udp" },
            ],
            memory: 64,
            memorySwap: 128,
            ulimits: [{ name: "nofile", soft: 100, hard: 200 }],
            capabilities: { adds: ["NET_ADMIN"], drops: ["MKNOD"] },
            sysctls: { "net.ipv4.ip_local_port_range": "30000 39999" },
            tmpfs: { "/run/c4": "size=1m" },
            hosts: [{ host: "db", ip: "198.18.34.99" }],
            init: true,
        });
        const made = await provider.create(container, "full", { values, secrets: ["envs"] });
        expect(made.id).toMatch(/^[0-9a-f]{64}$/);
        expect(made.secrets).toEqual(["envs"]);
        expect(made.outputs.networkDatas).toEqual([
            expect.objectContaining({ networkName: net.inputs.name, ipAddress: "198.18.34.77", ipPrefixLength: 24 }),
        ]);
        expect(made.outputs.ports).toEqual([
            { internal: 80, external: expect.any(Number), ip: "127.0.0.1", protocol: "tcp" },
            { internal: 53, external: expect.any(Number), ip: "127.0.0.1", protocol: "udp" },
        ]);
        const script =
            "id -un; cat /etc/c4/greeting 2>&1; stat -c '%a %g' /etc/c4/greeting; echo $GREETING $PGPASSWORD; awk '/open files/ {print $4, $5}' /proc/1/limits; cat /proc/1/comm";
        expect(await run(made.id, "sh", "-c", script)).toBe(
            "nobody\ngr\u00fc\u00df dich\n640 65534\nhello correct-horse\n100 200\ndocker-init\n",
        );
        const info = await engine.getContainer(made.id).inspect();
        expect(info.HostConfig).toMatchObject({
            Memory: 64 * 2 ** 20,
            MemorySwap: 128 * 2 ** 20,
            CapAdd: ["NET_ADMIN"],
        });
        expect(info.NetworkSettings.Networks[String(net.inputs.name)]?.Aliases).toContain("web");
        expect((await provider.diff(container, "full", made, values)).kind).toBe("DIFF_NONE");
        expect(await provider.read(made)).toEqual(made);
        await provider.delete(made);
        expect(await exists(made.id)).toBe(false);
    });

    test("what the engine can change is updated in place; the rest replaces, deleted first", async () => {
        const values = program({ memory: 64, memorySwap: 128, restart: "no", envs: ["A=1", "B=1"] });
        const made = await provider.create(container, "change", { values });
        const larger = { ...values, memory: 96, memorySwap: 192, restart: "unless-stopped" };
        expect(await provider.diff(container, "change", made, larger)).toMatchObject({
            replaces: [],
            details: { memory: "UPDATE", memorySwap: "UPDATE", restart: "UPDATE" },
        });
        const updated = await provider.update(container, "change", made, { values: larger });
        expect((await engine.getContainer(made.id).inspect()).HostConfig).toMatchObject({
            Memory: 96 * 2 ** 20,
            RestartPolicy: { Name: "unless-stopped" },
        });
        expect(await provider.diff(container, "change", updated, { ...larger, envs: ["B=2", "A=1"] })).toEqual({
            kind: "DIFF_SOME",
            replaces: ["envs"],
            deleteBeforeReplace: true,
            details: { "envs[0]": "ADD_REPLACE", "envs[1]": "DELETE_REPLACE" },
        });
        const renewed = await provider.diff(container, "change", updated, { ...larger, image: unknown });
        expect(renewed).toMatchObject({ replaces: ["image"], details: { image: "UPDATE_REPLACE" } });
        await provider.delete(updated);
    });

    test("a refresh finds what was changed by hand, and an update mends it", async () => {
        const values = program({ memory: 64, memorySwap: 128, networksAdvanced: [{ name: net.inputs.name ?? "" }] });
        const made = await provider.create(container, "drift", { values });
        await engine.getContainer(made.id).update({ Memory: 80 * 2 ** 20, MemorySwap: 160 * 2 ** 20 });
        await engine.getContainer(made.id).stop({ t: 5 });
        const seen = await provider.read(made);
        const drift = await provider.diff(container, "drift", seen ?? made, values);
        expect(drift).toMatchObject({
            replaces: [],
            details: { memory: "UPDATE", memorySwap: "UPDATE", mustRun: "UPDATE" },
        });
        const mended = await provider.update(container, "drift", seen ?? made, { values });
        expect((await engine.getContainer(made.id).inspect()).State.Running).toBe(true);
        expect(await provider.read(mended)).toMatchObject({ inputs: made.inputs });

        await engine.getNetwork(net.id).disconnect({ Container: made.id });
        const alone = await provider.read(mended);
        expect((await provider.diff(container, "drift", alone ?? mended, values)).replaces).toEqual([
            "networksAdvanced",
        ]);

        await engine.getContainer(made.id).remove({ force: true });
        expect(await provider.read(mended)).toBeUndefined();
        await provider.delete(mended);
    });

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
    const running = await eventually("the container", async () => {
        const [first] = await engine.listContainers({ filters: { name: ["^/cancelled-"], label: [label.label] } });
        if (!first) throw new Error("not there yet");
        return first;
    });
    await stopping.cancel();
    expect((await outcome).id).toBe(running.Id);
    await engine.getContainer(running.Id).remove({ force: true });
    stopping.stop();
});
