import * as pulumi from "@pulumi/pulumi";

/** What Pulumi.<stack>.yaml may say, each as `wazo-c4:<name>`. */
const settings = [
    ...["platform", "target", "domains", "peers", "environment", "testing"],
    // Where it runs.
    ...["subnet", "publishAddress", "innerAddress", "inventory", "admit"],
    ...["nodeAddress", "podNetwork", "registry", "storageClass", "namespace"],
    // How much of it there is.
    ...["consulServers", "routingApis", "rtpengines", "routers", "routerLayers", "sbcs"],
    ...["routerCpus", "routerAutoscale"],
    ...["routerDrainSeconds", "sbcDrainSeconds"],
    // Where it is reached.
    ...["consulPort", "apiPort", "sipPort"],
    // Who may ask Consul and the routing API.
    ...["gossipKey", "tokenGeneration", "accessControl"],
    // What it keeps.
    ...["keepData", "encryptionKey"],
] as const;
type Setting = (typeof settings)[number];

const isSetting = (name: string): name is Setting => settings.some((setting) => setting === name);

/** The configuration of a stack of this program. */
export class Settings {
    private readonly config = new pulumi.Config();

    /** Raises for a setting that there is not: a misspelt one would be without effect. */
    constructor() {
        const prefix = `${this.config.name}:`;
        const names = Object.keys(pulumi.runtime.allConfig()).filter((key) => key.startsWith(prefix));
        const unknown = names.map((key) => key.slice(prefix.length)).find((name) => !isSetting(name));
        if (unknown === undefined) return;
        throw new pulumi.RunError(
            `${prefix}${unknown} is no setting of this program. Allowed: ${[...settings].sort().join(", ")}.`,
        );
    }

    text(name: Setting): string | undefined {
        return this.config.get(name);
    }

    secret(name: Setting): pulumi.Output<string> | undefined {
        return this.config.getSecret(name);
    }

    number(name: Setting): number | undefined {
        return this.config.getNumber(name);
    }

    flag(name: Setting): boolean | undefined {
        return this.config.getBoolean(name);
    }

    texts(name: Setting): string[] | undefined {
        return this.config.getObject<string[]>(name);
    }

    /** Values by name. YAML, and `pulumi config set --path`, turn what looks like a number or a truth into one. */
    variables(name: Setting): Record<string, string> | undefined {
        const values = this.config.getObject<Record<string, string | number | boolean>>(name);
        return values && Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));
    }

    /** Between how many instances there are, by their use of the CPU; what it may be, the package says. */
    range(name: Setting): { min: number; max: number; cpuPercent: number } | undefined {
        return this.config.getObject<{ min: number; max: number; cpuPercent: number }>(name);
    }

    /** Numbers by name. */
    counts(name: Setting): Record<string, number> {
        return this.config.getObject<Record<string, number>>(name) ?? {};
    }
}
