import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { scenarios } from "../../dev/commands/calls/scenarios";
import { down } from "../../dev/commands/down";
import { repair } from "../../dev/commands/repair";
import { run } from "../../dev/commands/shell";
import { eventually, Platform, repository } from "./platform";

const platform = new Platform("e2e-kubernetes");
const name = "trial-k";
const quiet = () => undefined;
const minutes = 60_000;

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

const steps = async () =>
    (await platform.stack.preview(true))
        .filter(({ op }) => !["same", "refresh", "read"].includes(op))
        .map(({ op, type, name: resource }) => `${op} ${type.split(":").at(-1)} ${resource}`)
        .sort();

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

beforeAll(async () => {
    await platform.stack.select();
    await repair(platform.stack, quiet);
    await platform.configure({
        target: "kubernetes",
        platform: name,
        routers: "1",
        routingApis: "2",
        routerDrainSeconds: "20",
        sbcDrainSeconds: "5",
    });
    await platform.up();
}, 15 * minutes);

afterAll(async () => {
    await down(platform.stack, quiet);
    rmSync(join(repository, "stacks", "Pulumi.e2e-kubernetes.yaml"), { force: true });
}, 5 * minutes);

describe("a platform on Kubernetes", () => {
    it.each(Object.keys(scenarios) as (keyof typeof scenarios)[])(
        "answers calls of the scenario %s, with media both ways and a CDR",
        async (scenario) => {
            const { calls, failed } = await platform.call({ calls: 2, callsPerSecond: 2, scenario });
            const [sbc, router] = [await platform.only("sbc"), await platform.only("router")];
            expect(failed).toEqual([]);
            expect(calls).toHaveLength(2);
            for (const call of calls) {
                expect(call).toMatchObject({ outcome: "200 OK", sbc: sbc.name, router: router.name, cdr: true });
                expect(call.packets?.fromCaller).toBeGreaterThan(50);
                expect(call.packets?.fromAnswerer).toBeGreaterThan(50);
            }
        },
        minutes,
    );

    it(
        "has nothing to change when it is brought up again, and finds what somebody removed by hand",
        async () => {
            expect(await steps()).toEqual([]);
            await kubectl("delete", "networkpolicy", "--namespace", name, `${name}-router`);
            expect(await steps()).toEqual([`create NetworkPolicy ${name}-router-traffic`]);
            await platform.up();
            expect(await steps()).toEqual([]);
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

    it(
        "shows a secret to nobody who does not need it",
        async () => {
            const shown = ["stack", "output", "--json", "--show-secrets", "--stack", platform.stack.name];
            const password = new URL(JSON.parse(await run("pulumi", shown)).databaseUrl).password;
            expect(password).toMatch(/^\w{32}$/);
            expect(await run("pulumi", ["stack", "export", "--stack", platform.stack.name])).not.toContain(password);
            const everything = await kubectl("get", "all,configmaps", "--namespace", name, "--output", "yaml");
            expect(everything).toContain(`${name}-postgres`);
            expect(everything).not.toContain(password);
        },
        minutes,
    );
});

describe("pods come and go", () => {
    it(
        "from 1 to 3 routers and back under load: the diff is that, all get calls, no call fails",
        async () => {
            const sbc = await platform.only("sbc");
            await platform.configure({ routers: "3" });
            expect(await steps()).toEqual([
                `create PodDisruptionBudget ${name}-router-disruption`,
                `update Deployment ${name}-router`,
            ]);
            const load = platform.call({ calls: 1200, callsPerSecond: 20, seconds: 2, media: false });
            await platform.up();
            const routers = await eventually(
                () => platform.routersOf(sbc),
                (found) => found.length === 3,
                5000,
            );
            await platform.configure({ routers: "2" });
            await platform.up();
            const { calls, failed } = await load;
            expect(failed).toEqual([]);
            expect(routers).toHaveLength(3);
            expect(new Set(calls.map((call) => call.router)).size).toBe(3);
            expect(await platform.only("sbc")).toEqual(sbc);
        },
        4 * minutes,
    );

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

describe("the end", () => {
    it(
        "leaves nothing when it is taken down, once or twice",
        async () => {
            await down(platform.stack, quiet);
            expect(await list("namespaces", "--field-selector", `metadata.name=${name}`)).toEqual([]);
            expect(
                await list(
                    "persistentvolumeclaims",
                    "--all-namespaces",
                    "--selector",
                    `app.kubernetes.io/part-of=${name}`,
                ),
            ).toEqual([]);
            await down(platform.stack, quiet);
        },
        4 * minutes,
    );
});
