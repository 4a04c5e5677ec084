import * as kubernetes from "@pulumi/kubernetes";
import type { Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import type { WorkloadObjects } from "./objects";
import { eachPort, nodePortOf, onHostNetwork } from "./ports";

type ServiceSpec = kubernetes.types.input.core.v1.ServiceSpec;

/** Services lead to pods that come after them: to wait for these would be to wait for ever. */
const doNotWait = { "pulumi.com/skipAwait": "true" };

/** How other instances of the platform reach a workload, or one instance of it by its index. */
export function createInnerService(objects: WorkloadObjects, instance?: number): kubernetes.core.v1.Service {
    const { name, platform, workload } = objects;
    if (instance === undefined) return createService(objects, name, undefined, innerService(platform, workload));
    const pod = `${name}-${instance}`;
    return createService(objects, pod, String(instance), innerService(platform, workload, pod));
}

/** Makes what gives each pod of a StatefulSet its name, and says what it is called. */
export function createHeadlessService(objects: WorkloadObjects): string {
    const { name, platform, workload } = objects;
    createService(objects, `${name}-pods`, "pods", headlessService(platform, workload));
    return `${name}-pods`;
}

/** What leads to a workload from outside, if anything does. */
export function createOuterService(objects: WorkloadObjects): kubernetes.core.v1.Service | undefined {
    const { args, name, platform, workload } = objects;
    const spec = outerService(platform, workload, args);
    return spec && createService(objects, `${name}-outside`, "outside", spec);
}

function createService(
    objects: WorkloadObjects,
    name: string,
    suffix: string | undefined,
    spec: ServiceSpec,
): kubernetes.core.v1.Service {
    // An address of a load balancer is worth waiting for: outputs hold it.
    const metadata = objects.metadata(name, spec.type === "LoadBalancer" ? {} : doNotWait);
    return objects.create(kubernetes.core.v1.Service, {
        ...(suffix === undefined ? {} : { suffix }),
        args: { metadata, spec },
        transform: objects.args.transform?.service,
    });
}

/** Where other instances of the platform find a workload: an address that stays while pods come and go. */
function innerService(platform: string, workload: Workload, instance?: string): ServiceSpec {
    return {
        type: "ClusterIP",
        selector: {
            ...selectorOf(platform, workload),
            ...(instance === undefined ? {} : { "statefulset.kubernetes.io/pod-name": instance }),
        },
        ports: ports(workload),
        // An agent is its own node's: what registers there is checked from there, and goes with it.
        ...(workload.cardinality.kind === "perHost" ? { internalTrafficPolicy: "Local" } : {}),
        // Members of a cluster look for each other before they are ready: they become it together.
        ...(instance === undefined ? {} : { publishNotReadyAddresses: true }),
    };
}

/** Gives each pod of a StatefulSet its name in the cluster's DNS. */
function headlessService(platform: string, workload: Workload): ServiceSpec {
    return {
        clusterIP: "None",
        selector: selectorOf(platform, workload),
        ports: ports(workload),
        publishNotReadyAddresses: true,
    };
}

/** What leads in from outside; undefined when nothing does. A workload on its node's network is reached there. */
function outerService(platform: string, workload: Workload, args: KubernetesArgs): ServiceSpec | undefined {
    const exposed = workload.ports.filter(({ hostPort }) => hostPort !== undefined);
    if (exposed.length === 0 || onHostNetwork(workload, args)) return undefined;
    return {
        type: args.expose.type,
        selector: selectorOf(platform, workload),
        ports: eachPort(exposed).map(({ name, port, protocol }) => {
            const nodePort = args.expose.type === "NodePort" ? nodePortOf(port) : undefined;
            return {
                name,
                port: port.number,
                targetPort: port.number,
                protocol,
                ...(nodePort === undefined ? {} : { nodePort }),
            };
        }),
        // A carrier is known by its address: a detour over another node would hide it.
        ...(workload.edge.length > 0 ? { externalTrafficPolicy: "Local" } : {}),
    };
}

function ports(workload: Workload): kubernetes.types.input.core.v1.ServicePort[] {
    return eachPort(workload.ports.filter(({ last }) => last === undefined)).map(({ name, port, protocol }) => ({
        name,
        port: port.number,
        targetPort: port.number,
        protocol,
    }));
}
