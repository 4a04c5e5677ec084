import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { reasonsOf } from "../../dev/commands/calls/report";
import { run } from "../../dev/commands/shell";
import type { RunningInstance } from "../../dev/commands/target";
import { imageNamed } from "../tools/docker";
import { inTemporaryFolder } from "../tools/temporary";
import { eventually } from "../tools/until";
import { DeployedStack } from "./deployed-stack";
import { autoscalerPromises } from "./kubernetes/autoscaler";
import { strangersPromises } from "./kubernetes/strangers";
import { keptData, promises, removal } from "./promises";

const name = "trial-k";
const platform = new DeployedStack("test-kubernetes", {
    name,
    // Of dev/cluster: its pods' network.
    network: "198.18.64.0/19",
    config: { target: "kubernetes", routingApis: "2", rtpengines: "2" },
});
platform.lives();

const objects = z.object({
    items: z.array(
        z.object({
            kind: z.string(),
            metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
            status: z
                .object({
                    conditions: z
                        .array(
                            z.object({
                                type: z.string(),
                                status: z.string(),
                                lastTransitionTime: z.string().default(""),
                            }),
                        )
                        .default([]),
                })
                .default({ conditions: [] }),
        }),
    ),
});

type ClusterObject = z.infer<typeof objects>["items"][number];

const kubectl = (...args: string[]) => run("kubectl", args);
const list = async (...args: string[]) =>
    objects.parse(JSON.parse(await kubectl("get", ...args, "--output", "json"))).items;

/** Stops an instance, and waits until every pod of the platform is ready, and there are so many of its role again. */
async function lose(instance: RunningInstance, count: number): Promise<void> {
    await (await platform.target()).stop(instance);
    const gone = Date.now();
    const readiness = (pod: ClusterObject) =>
        pod.status.conditions.find(({ type, status }) => type === "Ready" && status === "True");
    const ofRole = (pods: ClusterObject[]) =>
        pods.filter(({ metadata }) => metadata.labels["app.kubernetes.io/component"] === instance.role);
    const pods = await eventually(
        async () => list("pods", "--namespace", name),
        (all) => ofRole(all).length === count && all.every((pod) => readiness(pod) !== undefined),
    );
    // By the cluster's own clock, which counts whole seconds.
    const back = ofRole(pods).map((pod) => Date.parse(readiness(pod)?.lastTransitionTime ?? ""));
    expect(Math.max(...back) - gone).toBeLessThanOrEqual(30_000);
}

promises(platform, {
    twoMoreRouters: [`create PodDisruptionBudget ${name}-router-disruption`, `update Deployment ${name}-router`],
    secretsInDefinitions: {},
    secondsWithoutConsul: 20,
    // In a container on the node's own network, at the address by which pods know it: others go through address translation.
    elsewhere: async () => {
        const onNode = `(args) => ({ args: {
            ...args,
            networksAdvanced: [],
            networkMode: "host",
            envs: pulumi.output(args.envs).apply((variables) => [...variables, "C4_ADDRESS=198.18.64.1"]),
        } })`;
        const image = await imageNamed(`127.0.0.1:15000/c4/${name}/kamailio`);
        return `image: "${image}", target: c4.docker({ transform: { container: ${onNode} } })`;
    },
});

describe("on a cluster", () => {
    it("finds what somebody removed by hand", async () => {
        await kubectl("delete", "networkpolicy", "--namespace", name, `${name}-router`);
        expect(await platform.steps()).toEqual([`create NetworkPolicy ${name}-router-traffic`]);
        await platform.up();
        expect(await platform.steps()).toEqual([]);
    });

    it("says nothing that the API server does not know: every manifest passes its strict validation", async () => {
        const manifests = (await platform.resources())
            .filter(({ type }) => type.startsWith("kubernetes:"))
            .map(({ inputs }) => inputs);
        expect(new Set(manifests.map(({ kind }) => kind))).toEqual(
            new Set([
                ...["Namespace", "ServiceAccount", "ConfigMap", "Secret", "Service", "NetworkPolicy"],
                ...["Deployment", "StatefulSet", "DaemonSet", "PodDisruptionBudget"],
            ]),
        );
        await inTemporaryFolder("manifests", async (folder) => {
            const file = join(folder, "all.json");
            writeFileSync(file, JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests }), { mode: 0o600 });
            const said = await kubectl("apply", "--dry-run=server", "--validate=strict", "--filename", file);
            expect(said.trim().split("\n")).toHaveLength(manifests.length);
        });
    });

    it("runs under Pod Security restricted, without a token, in a namespace of its own", async () => {
        const [namespace] = await list("namespaces", "--field-selector", `metadata.name=${name}`);
        expect(namespace?.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
        const mounted = await kubectl(
            ...["get", "pods", "--namespace", name],
            ...["--output", "jsonpath={.items[*].spec.containers[*].volumeMounts[*].mountPath}"],
        );
        expect(mounted).toContain("/etc/kamailio/kamailio.cfg");
        expect(mounted).not.toContain("serviceaccount");
    });
});

strangersPromises(platform, `127.0.0.1:15000/c4/${name}/generator`);

describe("pods come and go", () => {
    it("replaced one after another, 20 times over, at 50 calls a second: no call fails, no BYE either", async () => {
        let over = false;
        const replacements = async () => {
            for (let times = 0; times < 20; times++) {
                await kubectl("rollout", "restart", "--namespace", name, `deployment/${name}-router`);
                await kubectl(
                    ...["rollout", "status", "--namespace", name, `deployment/${name}-router`, "--timeout=60s"],
                );
            }
            over = true;
        };
        const calls = async () => {
            const routers = new Set<string | undefined>();
            for (let burst = 0; !over && burst < 20; burst++) {
                const load = { calls: 1500, callsPerSecond: 50, seconds: 2, media: false };
                const report = await platform.call(load);
                expect(reasonsOf(report.failed)).toEqual([]);
                for (const { router } of report.calls) routers.add(router);
            }
            return routers;
        };
        const [routers] = await Promise.all([calls(), replacements()]);
        expect(routers.size).toBeGreaterThan(20);
    });

    // Two of each stand in for each other; calls need Consul only for news; the routing API decides from memory, and its
    // CDRs wait for PostgreSQL.
    it.each(["router", "routing-api", "rtpengine", "postgres", "consul"])(
        "loses a pod of %s under load: no call fails, and it is back within 30 s",
        async (role) => {
            const before = await platform.instances(role);
            const load = platform.call({ calls: 500, callsPerSecond: 20, seconds: 2, media: false });
            await platform.underLoad(20);
            for (const instance of role === "consul" ? before : before.slice(0, 1)) await lose(instance, before.length);
            expect(reasonsOf((await load).failed)).toEqual([]);
        },
    );

    it("loses its only SBC under load: what was answered ends well, and it is back within 30 s", async () => {
        const load = platform.call({ calls: 300, callsPerSecond: 20, seconds: 2, media: false });
        await platform.underLoad(20);
        await lose(await platform.only("sbc"), 1);
        const { calls } = await load;
        expect(calls.filter(({ outcome, cdr }) => outcome === "200 OK" && cdr).length).toBeGreaterThan(20);
        // What began while it was away was refused, or heard nothing; what had been answered was ended, too.
        expect(calls.filter(({ outcome }) => outcome === "answered, and its BYE was not")).toEqual([]);
        await eventually(
            async () => (await platform.call()).failed.length,
            (count) => count === 0,
        );
    });
});

autoscalerPromises(platform);

removal(platform);

// A namespace of the platform's own would be taken down with it.
const keptNamespace = `${name}-kept`;
keptData(platform, {
    config: { namespace: keptNamespace },
    prepared: async () => void (await kubectl("create", "namespace", keptNamespace)),
    removed: async () => void (await kubectl("delete", "namespace", keptNamespace)),
});
