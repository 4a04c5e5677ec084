import * as pulumi from "@pulumi/pulumi";
import * as c4 from "pulumi-wazo-c4";

/** Where an environment runs, as its Pulumi.<stack>.yaml says. */
export interface Place {
    readonly target: c4.Target;
    /** Network of the platform's instances, in CIDR notation: what is on it, the load generator among them, is no stranger. */
    readonly network: string;
}

// RFC 2544 sets 198.18.0.0/15 aside for benchmarks: the defaults clash with no network of a site.
const places: Readonly<Record<string, (config: pulumi.Config) => Place>> = {
    docker: (config) => {
        const network = config.get("subnet") ?? "198.18.0.0/24";
        return { network, target: c4.docker({ subnet: network, publishAddress: config.get("publishAddress") }) };
    },
    // The cluster of dev/cluster, unless the configuration says what another one has.
    kubernetes: (config) => ({
        network: config.get("podNetwork") ?? "198.18.64.0/19",
        target: c4.kubernetes({
            expose: { type: "NodePort", address: config.get("nodeAddress") ?? "198.18.112.1" },
            registry: { prefix: config.get("registry") ?? "127.0.0.1:15000/c4" },
            storage: { class: config.get("storageClass") },
            namespace: config.get("namespace"),
        }),
    }),
};

/** The place that the configuration names as `target`; else the stack's own name, or Docker. */
export function placeOf(config: pulumi.Config): Place {
    const stack = pulumi.getStack();
    const name = config.get("target") ?? (stack in places ? stack : "docker");
    const place = places[name];
    if (!place) throw new pulumi.RunError(`target is ${name}; it can be ${Object.keys(places).join(" or ")}.`);
    return place(config);
}
