import * as pulumi from "@pulumi/pulumi";
import * as c4 from "pulumi-wazo-c4";
import { placeOf, platformOf } from "./places";
import { Settings } from "./settings";

// One program for every environment: what differs between them is in Pulumi.<stack>.yaml.
const settings = new Settings();
const platform = platformOf(settings);
const place = placeOf(settings);

const edge = new c4.C4(platform, {
    target: place.target,
    domains: settings.texts("domains"),
    // Hosts on the platform's own network, the load generator among them, are no strangers.
    peers: settings.texts("peers") ?? [place.network],
    environment: settings.variables("environment"),
    testing: settings.flag("testing"),
    consul: {
        servers: servers(settings.number("consulServers")),
        hostPort: settings.number("consulPort") ?? place.consulPort,
        gossipKey: settings.secret("gossipKey"),
        tokenGeneration: settings.number("tokenGeneration"),
    },
    postgres: { keepData: settings.flag("keepData") },
    routingApi: {
        replicas: settings.number("routingApis"),
        hostPort: settings.number("apiPort") ?? place.apiPort,
        encryptionKey: settings.secret("encryptionKey"),
        accessControl: settings.flag("accessControl"),
    },
    rtpengine: { replicas: settings.number("rtpengines") },
    router: {
        replicas: settings.number("routers"),
        cpus: settings.number("routerCpus"),
        autoscale: settings.range("routerAutoscale"),
        drainSeconds: settings.number("routerDrainSeconds"),
    },
    sbc: {
        replicas: settings.number("sbcs"),
        hostPort: settings.number("sipPort"),
        drainSeconds: settings.number("sbcDrainSeconds"),
    },
});

// Further layers of routers, each with its number of instances: for a while, or for a release that only some calls shall meet.
for (const [layer, replicas] of Object.entries(settings.counts("routerLayers"))) {
    new c4.Router(layer, { joins: edge, replicas, drainSeconds: settings.number("routerDrainSeconds") });
}

export const platformName = platform;
export const target = place.target.kind;
export const inventory = place.inventory;
export const sipUris = edge.sipUris;
export const routingApiUrl = edge.routingApiUrl;
/** What administrators show to the routing API, as `X-Auth-Token`. */
export const administratorToken = edge.administratorToken;
export const databaseUrl = edge.databaseUrl;
export const consulUiUrl = edge.consul.uiUrl;
export const consulHttpAddress = edge.consul.httpAddress;
export const consulCa = edge.consul.tls?.ca;
/** What logs in to the UI, and may do everything there. */
export const consulToken = edge.consul.token;
/** What routers and relays of another stack join the platform by. */
export const membership = edge.membership;

/** The number as the type that the argument has; anything else is refused by the package, by name. */
function servers(count: number | undefined): 1 | 3 | 5 | undefined {
    if (count === undefined || count === 1 || count === 3 || count === 5) return count;
    throw new pulumi.RunError(`consulServers is ${count}; a cluster has 1, 3 or 5 servers.`);
}
