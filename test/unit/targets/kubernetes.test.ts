import * as pulumi from "@pulumi/pulumi";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { KubernetesArgs } from "../../../src/targets/kubernetes/args";
import { kubernetes } from "../../../src/targets/kubernetes/index";
import type { Workload } from "../../../src/topology/model";
import { password } from "../../../src/topology/references";
import type { Placement } from "../../../src/topology/target";
import { Parent } from "../../tools/parent";
import { known, record } from "../../tools/recorder";
import { placeOptions, workload } from "../../tools/workloads";

const onNodes: KubernetesArgs = { expose: { type: "NodePort", address: "203.0.113.10" } };

async function place(placed: Workload, args: Partial<KubernetesArgs> = {}) {
    return record<Placement>(() => {
        const parent = new Parent();
        const site = kubernetes({ ...onNodes, ...args }).open({
            name: "edge",
            platform: "edge",
            parent,
            workloads: [placed],
        });
        return site.place(placed, { ...placeOptions, parent });
    });
}

const three = { cardinality: { kind: "count", count: 3 } } as const;
const selector = { "app.kubernetes.io/part-of": "edge", "app.kubernetes.io/name": "web" };

// Whether a cluster of this machine's is chosen already is nothing to these tests.
beforeEach(() => {
    vi.stubEnv("KUBECONFIG", undefined);
});
afterEach(() => {
    vi.unstubAllEnvs();
});

describe("the Kubernetes target", () => {
    it("makes a Deployment of what is interchangeable, new before old, and a budget from two replicas on", async () => {
        const { recorder, result } = await place(workload(three));
        expect(recorder.get("edge-web")).toMatchObject({
            type: "kubernetes:apps/v1:Deployment",
            inputs: {
                metadata: { name: "edge-web", namespace: "edge" },
                spec: {
                    replicas: 3,
                    selector: { matchLabels: selector },
                    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
                    template: { spec: { terminationGracePeriodSeconds: 20, automountServiceAccountToken: false } },
                },
            },
        });
        expect(recorder.get("edge-web-disruption").inputs.spec).toEqual({
            maxUnavailable: 1,
            selector: { matchLabels: selector },
            unhealthyPodEvictionPolicy: "AlwaysAllow",
        });
        expect(await known(result.instances)).toEqual(["edge-web"]);
    });

    it("has no budget for one replica, and no number of replicas where an autoscaler has it", async () => {
        const alone = await place(workload());
        expect(alone.recorder.names("kubernetes:policy/v1:PodDisruptionBudget")).toEqual([]);
        const { recorder } = await place(
            workload({ autoscale: { min: 2, max: 5, cpuPercent: 60 }, resources: { cpus: 1 } }),
        );
        expect(recorder.get("edge-web").inputs.spec).not.toHaveProperty("replicas");
        expect(recorder.get("edge-web-autoscaler").inputs.spec).toMatchObject({
            scaleTargetRef: { kind: "Deployment", name: "edge-web" },
            minReplicas: 2,
            maxReplicas: 5,
        });
        expect(recorder.names("kubernetes:policy/v1:PodDisruptionBudget")).toEqual(["edge-web-disruption"]);
    });

    it("makes a StatefulSet with claims of what is stable, kept over its end when that is asked", async () => {
        const storage = [{ name: "data", path: "/data", keep: true }];
        const { recorder, result } = await place(workload({ identity: "stable", storage, ...three }), {
            storage: { class: "fast", size: "5Gi" },
        });
        expect(recorder.get("edge-web")).toMatchObject({
            type: "kubernetes:apps/v1:StatefulSet",
            inputs: {
                spec: {
                    serviceName: "edge-web-pods",
                    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" },
                    volumeClaimTemplates: [
                        { spec: { storageClassName: "fast", resources: { requests: { storage: "5Gi" } } } },
                    ],
                },
            },
        });
        expect(recorder.get("edge-web-pods").inputs.spec).toMatchObject({ clusterIP: "None" });
        expect(await known(result.instances)).toEqual(["edge-web-0", "edge-web-1", "edge-web-2"]);
    });

    it("makes a DaemonSet of what each host has, reached on the same node only", async () => {
        const agent = workload({ cardinality: { kind: "perHost" }, identity: "stable" });
        const { recorder } = await record(() => {
            const parent = new Parent();
            const site = kubernetes(onNodes).open({ name: "edge", platform: "edge", parent, workloads: [agent] });
            site.hostOf(agent);
            return site.place(agent, { ...placeOptions, parent });
        });
        expect(recorder.names("kubernetes:apps/v1:DaemonSet")).toEqual(["edge-web"]);
        const service = recorder.resources.find(({ type }) => type === "kubernetes:core/v1:Service");
        expect(service?.inputs.spec).toMatchObject({ type: "ClusterIP", internalTrafficPolicy: "Local" });
    });

    it("exposes what the declaration does, and nothing else", async () => {
        const ports = [{ name: "http", number: 9600, protocols: ["tcp"], hostPort: 30960 }] as const;
        const { recorder } = await place(workload({ ports }));
        expect(recorder.get("edge-web-outside").inputs.spec).toEqual({
            type: "NodePort",
            selector,
            ports: [{ name: "http-tcp", port: 9600, targetPort: 9600, protocol: "TCP", nodePort: 30960 }],
        });
        const own = { matchLabels: { "app.kubernetes.io/part-of": "edge" } };
        expect(recorder.get("edge-web-traffic").inputs.spec).toEqual({
            podSelector: { matchLabels: selector },
            policyTypes: ["Ingress"],
            ingress: [
                // A pod of another namespace may have any label.
                { from: [{ podSelector: own }, { namespaceSelector: own, podSelector: own }] },
                { ports: [{ protocol: "TCP", port: 9600 }] },
            ],
        });
        const inner = await place(workload());
        expect(inner.recorder.names("kubernetes:core/v1:Service")).toEqual([]);
        expect(inner.recorder.get("edge-web-traffic").inputs.spec).toMatchObject({ ingress: [{}] });
    });

    it("gives a pod what Pod Security restricted wants, and secrets by reference", async () => {
        const { recorder } = await place(workload({ secrets: { PGPASSWORD: password("db") } }));
        expect(recorder.get("edge-namespace").inputs.metadata).toMatchObject({
            labels: { "pod-security.kubernetes.io/enforce": "restricted" },
        });
        expect(recorder.get("edge-web-secrets").inputs.stringData).toEqual({
            secret: { PGPASSWORD: "secret-db", CONSUL_HTTP_TOKEN: "consul-token" },
        });
        expect(recorder.get("edge-web").inputs).toMatchObject({
            spec: {
                template: {
                    spec: {
                        securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
                        containers: [
                            {
                                args: ["/usr/local/lib/c4/c4-run", "node", "server.js"],
                                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                            },
                        ],
                    },
                },
            },
        });
        expect(JSON.stringify(recorder.get("edge-web").inputs)).not.toContain("secret-db");
    });

    it("puts the edge on the network of its nodes only when asked, in a namespace of its own, one after another", async () => {
        const edge = workload({ edge: ["http"], ...three });
        const { recorder } = await place(edge, { hostNetwork: { nodes: ["10.0.0.0/16"] } });
        expect(recorder.names("kubernetes:core/v1:Namespace")).toEqual(["edge-namespace", "edge-edge-namespace"]);
        expect(recorder.get("edge-web").inputs).toMatchObject({
            metadata: { namespace: "edge-edge" },
            spec: {
                strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
                template: { spec: { hostNetwork: true } },
            },
        });
        expect((await place(edge)).recorder.get("edge-web").inputs).toMatchObject({ metadata: { namespace: "edge" } });
    });

    it("refuses ports that clash on the nodes' network before anything is made", () => {
        const target = kubernetes({ ...onNodes, hostNetwork: { nodes: ["10.0.0.0/16"] } });
        const media = { name: "rtp", number: 30000, last: 39999, protocols: ["udp"], outside: true } as const;
        const relay = workload({ role: "rtpengine", edge: ["rtp"], ports: [media] });
        expect(() => target.check([relay])).toThrow(
            'rtpengine.ports.rtp is "30000 to 39999", which cannot be used. Allowed: ports outside of the cluster\'s node ports',
        );
        expect(() => kubernetes(onNodes).check([relay])).not.toThrow();
    });

    it("takes what only flows through as an Output, held to the rule of a plain value once it is known", async () => {
        const asOutputs = (text: string): Partial<KubernetesArgs> => ({
            context: pulumi.output("production"),
            namespace: pulumi.output(text),
            registry: { prefix: pulumi.output("registry.example.com/c4") },
            pullSecrets: [pulumi.output("pull")],
            storage: { class: pulumi.output("fast") },
            binaries: { consul: { path: process.execPath }, consulTemplate: { path: process.execPath } },
        });
        const stored = workload({
            identity: "stable",
            image: { name: "kamailio" },
            storage: [{ name: "data", path: "/data" }],
        });
        const { recorder } = await place(stored, asOutputs("voice"));
        expect(recorder.names("kubernetes:core/v1:Namespace")).toEqual([]);
        expect(recorder.get("edge-kubernetes").inputs).toEqual({ context: "production" });
        expect(recorder.get("edge-kamailio-push").inputs.name).toMatch(
            /^registry\.example\.com\/c4\/edge\/kamailio:\w{12}$/,
        );
        expect(recorder.get("edge-web").inputs).toMatchObject({
            metadata: { namespace: "voice" },
            spec: {
                template: { spec: { imagePullSecrets: [{ name: "pull" }] } },
                volumeClaimTemplates: [{ spec: { storageClassName: "fast" } }],
            },
        });
    });

    it("uses a namespace that is there, and gives each transform the last word", async () => {
        const { recorder } = await place(workload(), {
            namespace: "voice",
            transform: { deployment: (args) => ({ args: { ...args, metadata: { name: "mine" } } }) },
        });
        expect(recorder.names("kubernetes:core/v1:Namespace")).toEqual([]);
        expect(recorder.get("edge-web-traffic").inputs.metadata).toMatchObject({ namespace: "voice" });
        expect(recorder.get("edge-web").inputs.metadata).toEqual({ name: "mine" });
    });

    it.each([
        [{ expose: { type: "Ingress" } }, "kubernetes.expose.type"],
        [{ ...onNodes, storage: { size: "big" } }, "kubernetes.storage.size"],
        [{ ...onNodes, namespace: "Voice" }, "kubernetes.namespace"],
        [{ ...onNodes, replica: 1 }, "kubernetes.replica"],
        [{ ...onNodes, registry: { prefix: "no image" } }, "kubernetes.registry.prefix"],
    ])("refuses %j", (args, field) => {
        // What plain JavaScript can pass although the types forbid it.
        expect(() => Reflect.apply(kubernetes, undefined, [args])).toThrow(
            new RegExp(`^${field.replaceAll(".", "\\.")} is `),
        );
    });
});
