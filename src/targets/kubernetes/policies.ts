import type * as kubernetes from "@pulumi/kubernetes";
import type { Port, Workload } from "../../topology/model";
import type { KubernetesArgs } from "./args";
import { selectorOf } from "./labels";
import { protocolOf } from "./ports";

type NetworkPolicySpec = kubernetes.types.input.networking.v1.NetworkPolicySpec;
type PolicyPort = kubernetes.types.input.networking.v1.NetworkPolicyPort;

/** Who may speak to a workload: the platform, and the world only where the declaration exposes a port. */
export function networkPolicy(platform: string, workload: Workload, args: KubernetesArgs): NetworkPolicySpec {
    const open = workload.ports.filter(({ hostPort, outside }) => hostPort !== undefined || outside === true);
    return {
        podSelector: { matchLabels: selectorOf(platform, workload) },
        policyTypes: ["Ingress"],
        ingress: [
            {
                from: [
                    {
                        // Of this platform, in whichever of its namespaces.
                        namespaceSelector: {},
                        podSelector: { matchLabels: { "app.kubernetes.io/part-of": platform } },
                    },
                    // A pod on the network of its node comes from the node's address.
                    ...(args.hostNetwork?.nodes ?? []).map((cidr) => ({ ipBlock: { cidr } })),
                    ...(args.admit ?? []),
                ],
            },
            ...(open.length === 0 ? [] : [{ ports: open.flatMap(policyPorts) }]),
        ],
    };
}

function policyPorts({ number, last, protocols }: Port): PolicyPort[] {
    return protocols.map((protocol) => ({
        protocol: protocolOf(protocol),
        port: number,
        ...(last === undefined ? {} : { endPort: last }),
    }));
}
