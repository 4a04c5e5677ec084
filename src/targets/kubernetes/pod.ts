import type * as kubernetes from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { type InstanceEnvironment, startCommand, stopSeconds } from "../../rendering/environment";
import { hookPath } from "../../rendering/paths";
import type { Health, Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import { selectorOf } from "./labels";
import { eachPort } from "./ports";

export type PodTemplate = kubernetes.types.input.core.v1.PodTemplateSpec;
type Container = kubernetes.types.input.core.v1.Container;
type Probe = kubernetes.types.input.core.v1.Probe;
type EnvVar = kubernetes.types.input.core.v1.EnvVar;

/** The group that volumes are given to; the images' user is of it alone. */
const group = 10000;

/** What the pods of a workload refer to that is a resource of its own, and what is said of them besides. */
export interface PodParts {
    readonly image: pulumi.Input<string>;
    readonly serviceAccount: pulumi.Input<string>;
    readonly pullSecrets: readonly pulumi.Input<string>[];
    readonly hostNetwork: boolean;
    /** The ConfigMap with the workload's files, by {@link fileKey}. */
    readonly files: pulumi.Input<string> | undefined;
    readonly environment: InstanceEnvironment;
    /** The Secret with the secret part of the environment. */
    readonly secrets: pulumi.Input<string> | undefined;
    /** Whether the controller claims the workload's volumes; a storage without a claim is as long as its pod. */
    readonly claimed: boolean;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
}

/** One instance of a workload as a pod. */
export function podTemplate(platform: string, workload: Workload, parts: PodParts): PodTemplate {
    return {
        metadata: { labels: { ...parts.labels }, annotations: { ...parts.annotations } },
        spec: {
            serviceAccountName: parts.serviceAccount,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            imagePullSecrets: parts.pullSecrets.map((name) => ({ name })),
            terminationGracePeriodSeconds: stopSeconds(workload),
            securityContext: {
                runAsNonRoot: true,
                fsGroup: group,
                // A volume's owner is set once, not at each start: it may hold much.
                fsGroupChangePolicy: "OnRootMismatch",
                seccompProfile: { type: "RuntimeDefault" },
            },
            ...(parts.hostNetwork ? { hostNetwork: true, dnsPolicy: "ClusterFirstWithHostNet" } : {}),
            topologySpreadConstraints: [
                {
                    maxSkew: 1,
                    topologyKey: "kubernetes.io/hostname",
                    whenUnsatisfiable: "ScheduleAnyway",
                    labelSelector: { matchLabels: selectorOf(platform, workload) },
                },
            ],
            containers: [container(workload, parts)],
            volumes: [
                ...(parts.files === undefined ? [] : [filesVolume(workload, parts.files)]),
                ...(parts.claimed ? [] : workload.storage.map(({ name }) => ({ name, emptyDir: {} }))),
            ],
        },
    };
}

function container(workload: Workload, parts: PodParts): Container {
    return {
        name: workload.name,
        image: parts.image,
        // The image's init stays the first process: it passes signals on and reaps.
        args: startCommand(workload),
        env: environment(parts),
        ports: eachPort(workload.ports.filter(({ last }) => last === undefined)).map(({ name, port, protocol }) => ({
            name,
            containerPort: port.number,
            protocol,
            ...(parts.hostNetwork ? { hostPort: port.number } : {}),
        })),
        volumeMounts: [
            // One by one: some of these folders hold files that the instance writes.
            ...workload.files.map(({ path }) => ({
                name: "files",
                mountPath: path,
                subPath: fileKey(path),
                readOnly: true,
            })),
            ...workload.storage.map(({ name, path }) => ({ name, mountPath: path })),
        ],
        securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        resources: resources(workload),
        ...probes(workload),
    };
}

/**
 * Variables in a fixed order, so that a diff shows the one that changed. Kubernetes fills `$(NAME)` in from those before
 * it: in this order, C4_NODE_ADDRESS comes before CONSUL_HTTP_ADDR.
 */
function environment({ environment: { plain, secret }, secrets = "" }: PodParts): EnvVar[] {
    const variables: EnvVar[] = [
        ...Object.entries(plain).map(([name, value]) => ({ name, value })),
        ...Object.keys(secret).map((name) => ({ name, valueFrom: { secretKeyRef: { name: secrets, key: name } } })),
        // On the network of its node a pod has the node's name; two instances must never share one.
        { name: "C4_INSTANCE", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
        { name: "C4_NODE_ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } },
        { name: "C4_ADDRESS", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
    ];
    return variables.sort((a, b) => (String(a.name) < String(b.name) ? -1 : 1));
}

/** The key of a file in its ConfigMap. */
export function fileKey(path: string): string {
    return path.replace(/^\//, "").replaceAll("/", "_");
}

function filesVolume(workload: Workload, configMap: pulumi.Input<string>): kubernetes.types.input.core.v1.Volume {
    const items = workload.files.map(({ path, mode }) => ({
        key: fileKey(path),
        path: fileKey(path),
        mode: Number.parseInt(mode, 8),
    }));
    return { name: "files", configMap: { name: configMap, items } };
}

/**
 * Started and ready are the life-cycle hook's to say: the instance is registered and answers. Alive is only whether it
 * answers, so that an instance without Consul is not killed for it.
 */
function probes(workload: Workload): Pick<Container, "startupProbe" | "readinessProbe" | "livenessProbe"> {
    const hook: Probe = { exec: { command: [hookPath("c4-health")] }, timeoutSeconds: 3 };
    const answer = answers(workload);
    return {
        startupProbe: { ...hook, periodSeconds: 1, failureThreshold: 120 },
        readinessProbe: { ...hook, periodSeconds: 5, failureThreshold: 2 },
        ...(answer === undefined
            ? {}
            : { livenessProbe: { ...answer, timeoutSeconds: 3, periodSeconds: 5, failureThreshold: 3 } }),
    };
}

/** Nothing, where nobody asks: a backup that fails is not made good by a restart. */
function answers(workload: Workload): Probe | undefined {
    const health: Health = workload.health;
    if (health.kind === "backup") return undefined;
    const { number } = portOf(workload, health.port);
    // Who has no certificate is not answered by HTTPS: that the port takes connections has to do.
    return health.kind === "http" ? { httpGet: { path: health.path, port: number } } : { tcpSocket: { port: number } };
}

/** What is not said is asked for in small measure, so that the scheduler counts it at all. */
function resources({ resources: { cpus, memoryMiB } }: Workload): kubernetes.types.input.core.v1.ResourceRequirements {
    const cpu = cpus === undefined ? undefined : String(cpus);
    const memory = memoryMiB === undefined ? undefined : `${memoryMiB}Mi`;
    return {
        requests: { cpu: cpu ?? "50m", memory: memory ?? "64Mi" },
        limits: { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) },
    };
}
