import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docker } from "../src/docker/provider.js";
import { unknown } from "../src/frame/values.js";
import { baseImage, container, engine, label, network, program, run, subnet, sweep } from "./support/docker.js";
import { type Resource, TestProvider } from "./support/provider.js";

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

        // As with the official plugin, which does not read them.
        await engine.getNetwork(net.id).disconnect({ Container: made.id });
        const alone = await provider.read(mended);
        expect((await provider.diff(container, "drift", alone ?? mended, values)).kind).toBe("DIFF_NONE");

        await engine.getContainer(made.id).remove({ force: true });
        expect(await provider.read(mended)).toBeUndefined();
        await provider.delete(mended);
    });

    test("what the engine or the official plugin spells otherwise is a difference, at once and after a refresh", async () => {
        const healthcheck = { tests: ["CMD", "true"], interval: "3s", timeout: "3s", startPeriod: "60s", retries: 3 };
        const values = program({ cpus: "1", healthcheck, memory: 64 });
        const made = await provider.create(container, "spelled", { values });
        const expected = {
            replaces: ["cpus"],
            details: { cpus: "UPDATE_REPLACE", "healthcheck.startPeriod": "UPDATE", memorySwap: "DELETE" },
        };
        expect(await provider.diff(container, "spelled", made, values)).toMatchObject(expected);
        const seen = await provider.read(made);
        expect(await provider.diff(container, "spelled", seen ?? made, values)).toMatchObject(expected);

        const stable = {
            ...values,
            cpus: "1.0",
            healthcheck: { ...healthcheck, startPeriod: "1m0s" },
            memorySwap: 128,
        };
        expect((await provider.diff(container, "spelled", made, stable)).kind).toBe("DIFF_NONE");
        expect((await provider.diff(container, "spelled", seen ?? made, stable)).kind).toBe("DIFF_NONE");
        await provider.delete(made);
    });

    test("a change of cpus replaces; one of the healthcheck, tmpfs, init or a quota is said to be an update", async () => {
        const healthcheck = { tests: ["CMD", "true"], interval: "3s" };
        const values = program({ cpus: "0.5", healthcheck });
        const made = await provider.create(container, "limits", { values });
        expect((await provider.diff(container, "limits", made, { ...values, cpus: "0.25" })).replaces).toEqual([
            "cpus",
        ]);
        const updates = { healthcheck: { tests: ["CMD", "false"] }, tmpfs: { "/x": "" }, init: true, cpuQuota: 50_000 };
        const news = { ...values, ...updates };
        expect(await provider.diff(container, "limits", made, news)).toMatchObject({ kind: "DIFF_SOME", replaces: [] });
        const updated = await provider.update(container, "limits", made, { values: news });
        expect((await engine.getContainer(made.id).inspect()).Config.Healthcheck?.Test).toEqual(["CMD", "true"]);
        expect((await provider.diff(container, "limits", updated, news)).kind).toBe("DIFF_NONE");
        const seen = await provider.read(updated);
        expect((await provider.diff(container, "limits", seen ?? updated, news)).details).toMatchObject({
            "healthcheck.tests[1]": "UPDATE",
        });
        await provider.delete(updated);
    });

    test("a refresh leaves an image as it was declared, by its name or by its id", async () => {
        const { Id: id } = await engine.getImage(baseImage).inspect();
        for (const image of [baseImage, id]) {
            const values = program({ image });
            const made = await provider.create(container, "image", { values });
            expect(await provider.read(made)).toMatchObject({ inputs: { image } });
            await provider.delete(made);
        }
    });

    test("one with published ports that was stopped is replaced, for its ports cannot be read", async () => {
        const values = program({ ports: [{ internal: 80, ip: "127.0.0.1" }] });
        const made = await provider.create(container, "ports", { values });
        await engine.getContainer(made.id).stop({ t: 5 });
        const seen = await provider.read(made);
        expect(seen).toMatchObject({ inputs: { mustRun: false, ports: [] } });
        expect((await provider.diff(container, "ports", seen ?? made, values)).replaces).toEqual(["ports"]);
        await provider.delete(made);
    });
});
