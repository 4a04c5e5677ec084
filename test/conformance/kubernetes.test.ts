import { describe, expect, it } from "vitest";
import * as z from "zod";
import { run } from "../../dev/commands/shell";
import { eventually, Platform } from "./platform";
import { promises, removal } from "./promises";

const name = "trial-k";
const minutes = 60_000;
const platform = new Platform("test-kubernetes", {
    name,
    // Of dev/cluster: its pods' network.
    network: "198.18.64.0/19",
    config: { target: "kubernetes", routingApis: "2" },
});
platform.lives();

const objects = z.object({
    items: z.array(
        z.object({
            kind: z.string(),
            metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()).default({}) }),
            status: z
                .object({ conditions: z.array(z.object({ type: z.string(), status: z.string() })).default([]) })
                .default({ conditions: [] }),
        }),
    ),
});

const kubectl = (...args: string[]) => run("kubectl", args);
const list = async (...args: string[]) =>
    objects.parse(JSON.parse(await kubectl("get", ...args, "--output", "json"))).items;

/** Every pod of the platform is ready, and there are this many of a role. */
const allReady = (role: string, count: number) =>
    eventually(
        async () => list("pods", "--namespace", name),
        (pods) =>
            pods.filter(({ metadata }) => metadata.labels["app.kubernetes.io/component"] === role).length === count &&
            pods.every(({ status }) =>
                status.conditions.some(({ type, status: is }) => type === "Ready" && is === "True"),
            ),
        30_000,
    );

promises(platform, {
    twoMoreRouters: [`create PodDisruptionBudget ${name}-router-disruption`, `update Deployment ${name}-router`],
    secretsShownTo: [],
});

describe("on a cluster", () => {
    it(
        "finds what somebody removed by hand",
        async () => {
            await kubectl("delete", "networkpolicy", "--namespace", name, `${name}-router`);
            expect(await platform.steps()).toEqual([`create NetworkPolicy ${name}-router-traffic`]);
            await platform.up();
            expect(await platform.steps()).toEqual([]);
        },
        2 * minutes,
    );

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

describe("pods come and go", () => {
    it(
        "replaced one after another under load: no call fails",
        async () => {
            const load = platform.call({ calls: 1500, callsPerSecond: 50, seconds: 2, media: false });
            for (const _ of [1, 2]) {
                await kubectl("rollout", "restart", "--namespace", name, `deployment/${name}-router`);
                await kubectl("rollout", "status", "--namespace", name, `deployment/${name}-router`, "--timeout=60s");
            }
            const { calls, failed } = await load;
            expect(failed).toEqual([]);
            expect(new Set(calls.map((call) => call.router)).size).toBeGreaterThan(3);
        },
        3 * minutes,
    );

    // Two routers and two routing APIs stand in for each other, and calls need Consul only for news.
    it.each(["router", "routing-api", "consul"])(
        "loses a pod of %s under load: no call fails, and it is back within 30 s",
        async (role) => {
            const before = await platform.instances(role);
            const load = platform.call({ calls: 500, callsPerSecond: 20, seconds: 2, media: false });
            const target = await platform.target();
            for (const instance of role === "consul" ? before : before.slice(0, 1)) {
                await target.stop(instance);
                await allReady(role, before.length);
            }
            expect((await load).failed).toEqual([]);
        },
        3 * minutes,
    );

    // There is one of each: calls that need it fail while it is away, and no longer.
    it.each(["postgres", "rtpengine", "sbc"])(
        "loses its only pod of %s: it is back within 30 s, and calls are answered",
        async (role) => {
            const target = await platform.target();
            await target.stop(await platform.only(role));
            await allReady(role, 1);
            await eventually(
                async () => (await platform.call()).failed.length,
                (failed) => failed === 0,
                30_000,
            );
        },
        3 * minutes,
    );
});

removal(platform);
