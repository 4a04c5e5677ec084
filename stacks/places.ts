import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as c4 from "pulumi-wazo-c4";
import * as z from "zod";
import type { Settings } from "./settings";
import * as where from "./where";

/** Where an environment runs, as its Pulumi.<stack>.yaml says. */
export interface Place {
    readonly target: c4.Target;
    /** Network of the platform's instances, in CIDR notation: what is on it, the load generator among them, is no stranger. */
    readonly network: string;
    /** `false` where who deploys is admitted by name. */
    readonly consulPort?: false;
    /** Port of the host where the routing API is reached, for `make call` and whoever else makes tenants. */
    readonly apiPort?: number;
    /** File with the hosts, where it runs on some. */
    readonly inventory?: string;
}

// RFC 2544 sets 198.18.0.0/15 aside for benchmarks: the defaults clash with no network of a site.
const places: Readonly<Record<ReturnType<typeof where.targetOf>, (settings: Settings) => Place>> = {
    docker: (settings) => {
        const network = settings.text("subnet") ?? "198.18.0.0/24";
        const [publishAddress, innerAddress] = [settings.text("publishAddress"), settings.text("innerAddress")];
        return { network, apiPort: 9600, target: c4.docker({ subnet: network, publishAddress, innerAddress }) };
    },
    // The cluster of dev/cluster, unless the configuration says what another one has.
    kubernetes: (settings) => ({
        network: settings.text("podNetwork") ?? "198.18.64.0/19",
        apiPort: 9600,
        target: c4.kubernetes({
            expose: { type: "NodePort", address: settings.text("nodeAddress") ?? "198.18.112.1" },
            registry: { prefix: settings.text("registry") ?? "127.0.0.1:15000/c4" },
            storage: { class: settings.text("storageClass") },
            namespace: settings.text("namespace"),
        }),
    }),
    vms: (settings) => {
        const inventory = settings.text("inventory") ?? join(hostsFolder, platformOf(settings), "inventory.json");
        const { network, privateKeyFile, ...given } = inventoryIn(inventory);
        const privateKey = pulumi.secret(readFileSync(privateKeyFile, "utf8"));
        const admit = [...given.admit, ...(settings.texts("admit") ?? [])];
        return { network, inventory, consulPort: false, target: c4.vms({ privateKey, hosts: given.hosts, admit }) };
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
    /** Who else may reach what is closed to the world, besides what `admit` of the configuration names. */
    admit: z.array(z.string()).default([]),
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
export function platformOf(settings: Settings): string {
    return where.platformOf(settings.text("platform"));
}

/** The place of a stack's target. */
export function placeOf(settings: Settings): Place {
    return places[targetOf(settings)](settings);
}

function targetOf(settings: Settings) {
    try {
        return where.targetOf(pulumi.getStack(), settings.text("target"));
    } catch (error) {
        // Pulumi prints a RunError's message without the stack of calls, which is nothing to whoever wrote the configuration.
        throw new pulumi.RunError(error instanceof Error ? error.message : String(error));
    }
}
