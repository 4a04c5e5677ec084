import * as docker from "@pulumi/docker";
import { describe, expect, it } from "vitest";
import { docker as dockerTarget } from "../../../src/targets/docker/index";
import { kubernetes } from "../../../src/targets/kubernetes/index";
import { vms } from "../../../src/targets/vms/index";
import type { Workload } from "../../../src/topology/model";
import { hostOf } from "../../../src/topology/references";
import type { Site, Target } from "../../../src/topology/target";
import { Parent } from "../../tools/parent";
import { known, type Recorder, record } from "../../tools/recorder";
import { placeOptions, workload } from "../../tools/workloads";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDj8pBWUdUoM1zfDkBhj1Mzq2Qnq0CQ3fG8yR3d8w2rT";
const hosts = [1, 2].map((number) => ({ name: `host-${number}`, address: `198.18.0.${number}`, hostKey }));
const program = { path: process.execPath };
const binaries = { consul: program, consulTemplate: program };
const cluster = kubernetes({
    expose: { type: "NodePort", address: "203.0.113.10" },
    registry: { prefix: "registry.example.com/c4" },
    binaries,
});
const machines = vms({ hosts, lookForDrift: false, binaries });

const router = workload({ name: "router", role: "router", image: { name: "kamailio" } });
const burst = workload({ ...router, name: "burst", ports: [{ name: "http", number: 9601, protocols: ["tcp"] }] });
const night = workload({ ...burst, name: "night", ports: [{ name: "http", number: 9602, protocols: ["tcp"] }] });

function place(site: Site, placed: Workload, name: string, parent: Parent): void {
    site.place(placed, { ...placeOptions, name, parent });
}

/** A platform `edge` with a router, and what further ones bring to the same site. */
async function platform(target: Target, ...further: readonly Workload[]): Promise<Recorder> {
    const { recorder } = await record(() => {
        const parent = new Parent();
        const site = target.open({ name: "edge", platform: "edge", parent, workloads: [router] });
        place(site, router, "edge-router", parent);
        for (const joining of further) {
            place(site.join({ name: joining.name, parent, workloads: [joining] }), joining, joining.name, parent);
        }
    });
    return recorder;
}

/** The names of what is there with further layers and is not without. */
async function broughtBy(target: Target, ...further: readonly Workload[]): Promise<[string[], Recorder]> {
    const alone = await platform(target);
    const joined = await platform(target, ...further);
    for (const { name, type, inputs } of alone.resources) {
        const same = joined.resources.filter((each) => each.name === name && each.type === type);
        expect(same.map((each) => each.inputs)).toEqual([inputs]);
    }
    const before = alone.resources.map(({ type, name }) => `${type} ${name}`);
    const brought = joined.resources.filter(({ type, name }) => !before.includes(`${type} ${name}`));
    return [brought.map(({ name }) => name).sort(), joined];
}

describe("a layer that joins a platform", () => {
    it("has containers of its own on the platform's engine, and nothing else", async () => {
        const [brought, recorder] = await broughtBy(dockerTarget({ binaries }), burst, night);
        expect(brought).toEqual(["burst-0", "night-0"]);
        expect(recorder.get("burst-0").inputs).toMatchObject({
            networksAdvanced: [{ name: "edge-network-1a2b3c4", aliases: ["burst"] }],
            labels: expect.arrayContaining([
                { label: "c4.platform", value: "edge" },
                { label: "c4.role", value: "router" },
                { label: "c4.workload", value: "burst" },
            ]),
        });
    });

    it("brings the image that nobody built before it, for those after it, too", async () => {
        const api: Partial<Workload> = { image: { name: "rtpengine" } };
        const [brought] = await broughtBy(dockerTarget({ binaries }), { ...burst, ...api }, { ...night, ...api });
        expect(brought).toEqual(["burst-0", "burst-rtpengine-image", "night-0"]);
    });

    it("has objects of its own in the platform's namespace, which select its own pods", async () => {
        const [brought, recorder] = await broughtBy(cluster, burst);
        expect(brought).toEqual(["burst", "burst-secrets", "burst-traffic"]);
        const selector = { "app.kubernetes.io/part-of": "edge", "app.kubernetes.io/name": "burst" };
        expect(recorder.get("burst").inputs).toMatchObject({
            metadata: { name: "burst", namespace: "edge" },
            spec: { selector: { matchLabels: selector }, template: { spec: { serviceAccountName: "edge" } } },
        });
        expect(recorder.get("burst-traffic").inputs).toMatchObject({
            metadata: { name: "burst" },
            spec: { podSelector: { matchLabels: selector } },
        });
    });

    it("is reached on a cluster where something refers to it, and reaches the platform's likewise", async () => {
        const asking = workload({ ...burst, settings: { OTHER: hostOf("router"), MISSING: hostOf("elsewhere") } });
        const [brought, recorder] = await broughtBy(cluster, asking, { ...night, secrets: { URL: hostOf("burst") } });
        expect(recorder.names("kubernetes:core/v1:Service")).toEqual(["edge-router", "burst"]);
        expect(brought).toContain("edge-router");
        await record(async () => {
            const parent = new Parent();
            const layer = { name: "burst", parent, workloads: [asking] };
            const site = cluster.open({ name: "edge", platform: "edge", parent, workloads: [router] });
            expect(() => site.hostOf(router)).toThrow(/Nothing on the cluster refers to router/);
            expect(await known(Object(site.join(layer).hostOf(router)))).toBe("address-of-edge-router");
        });
    });

    it("takes of the hosts what the platform leaves, without another preparation of them", async () => {
        const [brought, recorder] = await broughtBy(machines, burst, night);
        expect(brought).toEqual([
            ...["burst-host-2", "burst-host-2-base", "burst-host-2-base-files", "burst-host-2-kamailio"],
            "night-host-1",
        ]);
        expect(recorder.get("burst-host-2").inputs.create).toBe(
            "/usr/local/lib/c4-host/c4-place host-2 edge burst c4-edge-burst 'not looked at' edge",
        );
    });
});

describe("a layer of a platform on a target of its own", () => {
    /** The names of what a second component makes for the platform `edge`, beside which nothing of it has the same name. */
    async function opened(target: Target): Promise<Recorder> {
        const { recorder } = await record(() => {
            for (const [name, placed] of [
                ["edge", router],
                ["burst", burst],
            ] as const) {
                const parent = new Parent();
                const site = target.open({ name, platform: "edge", parent, workloads: [placed] });
                place(site, placed, name === "edge" ? "edge-router" : name, parent);
            }
        });
        const all = recorder.resources
            .map(({ type, name }) => `${type} ${name}`)
            .filter((each) => !each.startsWith("test:"));
        expect(new Set(all).size).toBe(all.length);
        return recorder;
    }

    it("has a namespace and an account there that are not the platform's", async () => {
        const recorder = await opened(cluster);
        expect(recorder.get("burst-namespace").inputs).toMatchObject({ metadata: { name: "burst" } });
        expect(recorder.get("burst-account").inputs).toMatchObject({ metadata: { name: "burst", namespace: "burst" } });
        expect(recorder.get("edge-account").inputs).toMatchObject({ metadata: { name: "edge", namespace: "edge" } });
        expect(recorder.get("burst").inputs).toMatchObject({ metadata: { name: "burst", namespace: "burst" } });
    });

    it("leaves hosts as a component of its own", async () => {
        const recorder = await opened(machines);
        expect(recorder.get("edge-host-1").inputs.delete).toMatch(/c4-leave host-1 edge keep edge$/);
        expect(recorder.get("burst-host-1-setup").inputs.delete).toMatch(/c4-leave host-1 edge keep burst$/);
    });

    it("has a network of its own on an engine", async () => {
        expect((await opened(dockerTarget({ binaries }))).names("docker:index/network:Network").sort()).toEqual([
            "burst-network",
            "edge-network",
        ]);
    });
});

describe("the caller's provider", () => {
    it("makes everything on an engine, of layers that join, too, unless the target names another engine", async () => {
        const stored = workload({ ...router, storage: [{ name: "data", path: "/data" }] });
        const providersOf = async (target: Target) => {
            const { recorder } = await record(() => {
                const theirs = new docker.Provider("theirs", { host: "unix:///theirs.sock" });
                const parent = new Parent({ providers: [theirs] });
                const site = target.open({ name: "edge", platform: "edge", parent, workloads: [stored] });
                place(site, stored, "edge-router", parent);
                const other = new Parent();
                place(site.join({ name: "burst", parent: other, workloads: [burst] }), burst, "burst", other);
            });
            const made = recorder.resources.filter(({ type }) => type.startsWith("docker:"));
            expect(made.map(({ name }) => name).sort()).toEqual(
                [
                    "edge-network",
                    "edge-base-image",
                    "edge-kamailio-image",
                    "edge-router-0",
                    "edge-router-0-data",
                    "burst-0",
                ].sort(),
            );
            return new Set(made.map(({ provider }) => provider));
        };
        expect(await providersOf(dockerTarget({ binaries }))).toEqual(new Set(["theirs"]));
        const named = dockerTarget({ binaries, host: "unix:///named.sock" });
        expect(await providersOf(named)).toEqual(new Set(["edge-docker"]));
    });
});
