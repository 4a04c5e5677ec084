import type * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Workload } from "../../topology/model";
import { portOf } from "../../topology/ports";
import type { ExposeArgs } from "./args";

/** `host:port` of each place where an exposed port is reached from outside of the cluster. */
export function endpoints(
    workload: Workload,
    name: string,
    expose: ExposeArgs,
    service: kubernetes.core.v1.Service | undefined,
): pulumi.Output<string[]> {
    const { hostPort, number } = portOf(workload, name);
    if (hostPort === undefined) return pulumi.output([]);
    if (service === undefined) {
        // On the network of its node. Which node that is, only the cluster knows.
        return pulumi.output(expose.type === "NodePort" ? [pulumi.interpolate`${expose.address}:${number}`] : []);
    }
    if (expose.type === "LoadBalancer") {
        return service.status.loadBalancer.ingress.apply((at) =>
            at.map(({ ip, hostname }) => `${ip ?? hostname}:${number}`),
        );
    }
    return pulumi
        .all([service.spec.ports, expose.address])
        .apply(([ports, address]) => [`${address}:${ports.find(({ port }) => port === number)?.nodePort}`]);
}
