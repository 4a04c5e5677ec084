import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as c4 from "pulumi-wazo-c4";
import * as z from "zod";

/** Where an environment runs, as its Pulumi.<stack>.yaml says. */
export interface Place {
    readonly target: c4.Target;
    /** Network of the platform's instances, in CIDR notation: what is on it, the load generator among them, is no stranger. */
    readonly network: string;
    /** File with the hosts, where it runs on some. */
    readonly inventory?: string;
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
    vms: (config) => {
        const inventory = config.get("inventory") ?? join(hostsFolder, platformOf(config), "inventory.json");
        const { network, privateKeyFile, hosts } = inventoryIn(inventory);
        const privateKey = pulumi.secret(readFileSync(privateKeyFile, "utf8"));
        return { network, inventory, target: c4.vms({ privateKey, hosts }) };
    },
};

/** Where dev/hosts keeps what it made, from the program's own folder. */
const hostsFolder = join(__dirname, "..", "..", ".c4", "hosts");

/** The hosts of an environment, as a file that whoever set them up has written. What a host must have, the package says. */
const inventorySchema = z.object({
    /** Network of the hosts, in CIDR notation. */
    network: z.string(),
    /** Private key for SSH, in a file of its own. */
    privateKeyFile: z.string(),
    hosts: z.array(z.custom<c4.HostArgs>((host) => typeof host === "object")),
});

function inventoryIn(file: string): z.infer<typeof inventorySchema> {
    const found = existsSync(file) ? inventorySchema.safeParse(JSON.parse(readFileSync(file, "utf8"))) : undefined;
    if (found?.success) return found.data;
    const why = found === undefined ? "which does not exist" : z.prettifyError(found.error);
    throw new pulumi.RunError(
        `inventory is ${file}, ${why}. Allowed: a JSON file with network, privateKeyFile and hosts; dev/hosts/hosts start makes one.`,
    );
}

/** The platform's name. */
export function platformOf(config: pulumi.Config): string {
    return config.get("platform") ?? "edge";
}

/** The place that the configuration names as `target`; else the stack's own name, or Docker. */
export function placeOf(config: pulumi.Config): Place {
    const stack = pulumi.getStack();
    const name = config.get("target") ?? (stack in places ? stack : "docker");
    const place = places[name];
    if (!place) throw new pulumi.RunError(`target is ${name}; it can be ${Object.keys(places).join(" or ")}.`);
    return place(config);
}
