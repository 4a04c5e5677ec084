import * as pulumi from "@pulumi/pulumi";
import * as c4 from "pulumi-wazo-c4";
import { placeOf, platformOf } from "./places";

// One program for every environment: what differs between them is in Pulumi.<stack>.yaml.
const config = new pulumi.Config();
const platform = platformOf(config);

const place = placeOf(config);

const edge = new c4.C4(platform, {
    target: place.target,
    domains: config.getObject<string[]>("domains"),
    // Hosts on the platform's own network, the load generator among them, are no strangers.
    peers: config.getObject<string[]>("peers") ?? [place.network],
    environment: config.getObject<Record<string, string>>("environment"),
    testing: config.getBoolean("testing"),
    consul: { servers: servers(config.getNumber("consulServers")), hostPort: config.getNumber("consulPort") },
    postgres: { keepData: config.getBoolean("keepData") },
    routingApi: { replicas: config.getNumber("routingApis"), hostPort: config.getNumber("apiPort") },
    rtpengine: { replicas: config.getNumber("rtpengines") },
    router: { replicas: config.getNumber("routers"), drainSeconds: config.getNumber("routerDrainSeconds") },
    sbc: {
        replicas: config.getNumber("sbcs"),
        hostPort: config.getNumber("sipPort"),
        drainSeconds: config.getNumber("sbcDrainSeconds"),
    },
});

export const platformName = platform;
export const target = edge.target.kind;
export const inventory = place.inventory;
export const sipUris = edge.sipUris;
export const routingApiUrl = edge.routingApiUrl;
export const databaseUrl = edge.databaseUrl;
export const consulUiUrl = edge.consul.uiUrl;
export const consulHttpAddress = edge.consul.httpAddress;

/** The number as the type that the argument has; anything else is refused by the package, by name. */
function servers(count: number | undefined): 1 | 3 | 5 | undefined {
    if (count === undefined || count === 1 || count === 3 || count === 5) return count;
    throw new pulumi.RunError(`consulServers is ${count}; a cluster has 1, 3 or 5 servers.`);
}
