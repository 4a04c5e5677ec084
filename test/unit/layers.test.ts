import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { C4 } from "../../src/c4";
import { Consul } from "../../src/components/consul-alone";
import { Postgres, Router, RoutingApi, Rtpengine, Sbc } from "../../src/components/layer";
import { docker } from "../../src/targets/docker/index";
import { known, type Recorder, record } from "../tools/recorder";
import { encryptionKey, image, ready } from "./ready";

const consul = {
    httpAddress: "https://consul.example.com:8501",
    agentUrl: "http://127.0.0.1:8500",
    token: "t0ken",
};
const containers = "docker:index/container:Container";
const agentUrl = "http://198.51.100.1:8500";

function environmentOf(recorder: Recorder, name: string): string {
    return JSON.stringify(recorder.get(name).inputs.envs);
}

describe("a layer of a platform of the same program", () => {
    it("has its place, its Consul and its secrets, and names of its own", async () => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", ready);
            new Router("burst", { joins: edge, image, replicas: 2 });
            new Router("night", { joins: edge, image, environment: { SIP_WORKERS: "2" } });
        });
        expect(recorder.names("docker:index/network:Network")).toEqual(["edge-network"]);
        expect(recorder.names("pulumi:providers:consul")).toEqual(["edge-consul-provider"]);
        expect(recorder.names("random:index/randomPassword:RandomPassword").sort()).toEqual([
            "edge-administrator-token",
            "edge-kamailio-token",
            "edge-postgres-password",
            "edge-router-auth-secret",
        ]);
        const routers = ["burst-0", "burst-1", "edge-router-0", "night-0"];
        expect(
            recorder
                .names(containers)
                .filter((name) => routers.includes(name))
                .sort(),
        ).toEqual(routers);
        for (const name of ["burst-0", "night-0"]) {
            expect(environmentOf(recorder, name)).toContain("C4_PLATFORM=edge");
            expect(environmentOf(recorder, name)).toContain("C4_ROLE=router");
            expect(environmentOf(recorder, name)).toContain("ROUTER_AUTH_SECRET=edge-router-auth-secret-result");
        }
        expect(environmentOf(recorder, "burst-0")).toContain("C4_LAYER=router.burst");
        expect(environmentOf(recorder, "edge-router-0")).not.toContain("C4_LAYER");
        expect(recorder.get("night-env-router.night").inputs).toEqual({
            pathPrefix: "c4/edge/env/router.night/",
            subkeys: { SIP_WORKERS: "2" },
        });
    });

    it("is the platform's without any change to it", async () => {
        const alone = await record(() => new C4("edge", ready));
        const joined = await record(() => new Router("burst", { joins: new C4("edge", ready), image }));
        for (const { name, inputs } of alone.recorder.resources) {
            expect(joined.recorder.get(name).inputs).toEqual(inputs);
        }
    });

    it("runs elsewhere where it has a target of its own, and says which agent it reaches there", async () => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", ready);
            new Router("burst", { joins: edge, target: docker({ host: "ssh://deploy@far" }), agentUrl, image });
        });
        expect(recorder.names("docker:index/network:Network").sort()).toEqual(["burst-network", "edge-network"]);
        expect(environmentOf(recorder, "burst-0")).toContain(`CONSUL_HTTP_ADDR=${agentUrl}`);
        expect(environmentOf(recorder, "burst-0")).toContain("ROUTER_AUTH_SECRET=edge-router-auth-secret-result");
    });

    it("of the routing API uses the platform's database and its key", async () => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", ready);
            new RoutingApi("api", { joins: edge, image, hostPort: false });
        });
        expect(recorder.get("api-env-routing-api.api").inputs.subkeys).toMatchObject({
            PGHOST: "postgres",
            PGSSLMODE: "verify-full",
        });
        expect(environmentOf(recorder, "api-0")).toContain("ENCRYPTION_KEY=edge-encryption-key-base64");
        expect(environmentOf(recorder, "api-0")).toContain("KAMAILIO_TOKEN=edge-kamailio-token-result");
        expect(environmentOf(recorder, "api-0")).toContain("ADMINISTRATOR_TOKEN=edge-administrator-token-result");
        expect(environmentOf(recorder, "api-0")).toContain("PGPASSWORD=edge-postgres-password-result");
    });

    it("joins a Consul of its own as well", async () => {
        const { recorder } = await record(() => {
            const discovery = new Consul("discovery", { target: docker(), image, checkIntervalSeconds: 5 });
            new Rtpengine("media", { joins: discovery, image });
            new Router("router", { joins: discovery, image });
            new Router("further", { joins: discovery, image });
        });
        expect(recorder.names(containers).sort()).toEqual([
            ...["discovery-agent-0", "discovery-server-0", "further-0", "media-0", "router-0"],
        ]);
        expect(environmentOf(recorder, "media-0")).toContain("C4_CHECK_INTERVAL=5s");
        expect(recorder.names("random:index/randomPassword:RandomPassword").sort()).toEqual([
            "discovery-kamailio-token",
            "discovery-router-auth-secret",
        ]);
    });
});

describe("a layer of a platform of another stack", () => {
    it("joins it by its membership", async () => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", { ...ready, routingApi: { image, encryptionKey } });
            const membership = pulumi.output(edge.membership);
            new Router("burst", { joins: membership, platform: "edge", target: docker(), image, agentUrl });
            const target = docker();
            new RoutingApi("api", { joins: edge.membership, platform: "edge", target, image, hostPort: false });
        });
        expect(recorder.get("burst-provider").inputs).toMatchObject({
            address: "127.0.0.1:8501",
            scheme: "https",
            caPem: "-----BEGIN CERTIFICATE-----edge-consul-authority",
        });
        expect(environmentOf(recorder, "burst-0")).toContain("ROUTER_AUTH_SECRET=edge-router-auth-secret-result");
        expect(environmentOf(recorder, "burst-0")).toContain(`CONSUL_HTTP_ADDR=${agentUrl}`);
        expect(environmentOf(recorder, "api-0")).toContain(`ENCRYPTION_KEY=${encryptionKey}`);
        expect(environmentOf(recorder, "burst-0")).toContain("ROUTING_API_TOKEN=edge-kamailio-token-result");
        expect(environmentOf(recorder, "api-0")).toContain("KAMAILIO_TOKEN=edge-kamailio-token-result");
        expect(environmentOf(recorder, "api-0")).toContain("ADMINISTRATOR_TOKEN=edge-administrator-token-result");
        expect(environmentOf(recorder, "api-0")).toContain("PGPASSWORD=edge-postgres-password-result");
        expect(recorder.get("api-env-routing-api.api").inputs.subkeys).toMatchObject({
            PGHOST: "postgres",
            PGPORT: "5432",
        });
        expect(recorder.get("api-env-routing-api.api").inputs.subkeys).toMatchObject({ PGSSLMODE: "verify-full" });
    });
});

describe("a role without a platform", () => {
    it("registers with a Consul that runs already, its token a secret", async () => {
        const { recorder } = await record(() => new Sbc("lone", { target: docker(), consul, image }));
        expect(recorder.get("lone-provider").inputs).toMatchObject({
            address: "consul.example.com:8501",
            scheme: "https",
            token: { secret: "t0ken" },
        });
        expect(recorder.names(containers)).toEqual(["lone-0"]);
    });

    it("is each of the roles", async () => {
        const database = { host: "db.example.com", password: "pw" };
        const { recorder, result } = await record(() => {
            const args = { consul, image };
            new Postgres("data", { ...args, target: docker({ subnet: "198.18.1.0/24" }) });
            const secrets = { encryptionKey, administratorToken: "a".repeat(32), kamailioToken: "k".repeat(32) };
            new RoutingApi("api", { ...args, target: docker(), database, ...secrets });
            const ofPlatform = { ...database, sslMode: "verify-full" };
            new RoutingApi("further", {
                ...args,
                target: docker(),
                database: ofPlatform,
                encryptionKey,
                accessControl: false,
            });
            return new Rtpengine("media", { ...args, target: docker() });
        });
        expect(recorder.names(containers).sort()).toEqual(["api-0", "data-0", "further-0", "media-0"]);
        expect(await known(result.instances)).toHaveLength(1);
        expect(recorder.get("api-env-routing-api.api").inputs.subkeys).toMatchObject({
            PGHOST: "db.example.com",
            PGPORT: "5432",
        });
        // What is not said of a database of the user's, his environment may say.
        expect(recorder.get("api-env-routing-api.api").inputs.subkeys).not.toHaveProperty("PGSSLMODE");
        expect(recorder.get("further-env-routing-api.further").inputs.subkeys).toMatchObject({
            PGSSLMODE: "verify-full",
            PGSSLSERVICE: "postgres",
        });
    });
});

describe("a layer is refused, and nothing made,", () => {
    const router = (args: object) => new Router("burst", Object.assign({ image }, args));
    const target = docker();
    it.each<[string, (edge: C4) => unknown, string]>([
        ["with a bad argument", (edge) => router({ joins: edge, replicas: -1 }), "burst.replicas is -1"],
        ["with an unknown one", (edge) => router({ joins: edge, replica: 1 }), "burst.replica is no option"],
        ["with a Consul that is none", () => router({ target, consul: "http://consul" }), "burst.consul is"],
        ["without a place", () => router({ consul }), "burst.target is missing"],
        ["without a Consul", () => router({ target }), "burst.consul is missing"],
        [
            "with another name than its platform's",
            (edge) => router({ joins: edge, platform: "core" }),
            'burst.platform is "core", which cannot be used. Allowed: "edge"',
        ],
        [
            "with another transport than its platform's",
            (edge) => router({ joins: edge, sip: { transport: "udp" } }),
            'burst.sip.transport is "udp", which cannot be used. Allowed: "tls"',
        ],
        [
            "with a second Consul",
            (edge) => router({ joins: edge, consul }),
            "burst.consul is a value that is not shown",
        ],
        [
            "with a second secret",
            (edge) => router({ joins: edge, authSecret: "0123456789abcdef" }),
            "burst.authSecret is a value that is not shown, which cannot be used. Allowed: nothing beside joins",
        ],
        ["elsewhere without an agent", (edge) => router({ joins: edge, target }), "burst.agentUrl is missing"],
        [
            "by a membership without a name",
            (edge) => router({ joins: edge.membership, target }),
            "burst.platform is missing",
        ],
        ["by what is no platform", (edge) => router({ joins: edge.router }), "burst.joins is an object"],
        [
            "as a router of a platform whose secret it lacks",
            () => router({ target, consul, platform: "edge" }),
            "burst.authSecret is missing",
        ],
        [
            "as an API without a database",
            () => new RoutingApi("api", { target, consul, image, encryptionKey }),
            "api.database is missing",
        ],
        [
            "as an API without its data's key",
            () => new RoutingApi("api", { target, consul, image, database: { host: "db", password: "pw" } }),
            "api.encryptionKey is missing",
        ],
        [
            "as an API that knows no administrator",
            () =>
                new RoutingApi("api", {
                    target,
                    consul,
                    image,
                    database: { host: "db", password: "pw" },
                    encryptionKey,
                }),
            "api.administratorToken is missing",
        ],
        [
            "as an API that knows no Kamailio",
            () => {
                const database = { host: "db", password: "pw" };
                const administratorToken = "a".repeat(32);
                return new RoutingApi("api", { target, consul, image, database, encryptionKey, administratorToken });
            },
            "api.kamailioToken is missing",
        ],
    ])("%s", async (_, layer, message) => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", ready);
            expect(() => layer(edge)).toThrow(message);
        });
        expect(recorder.names().filter((name) => name.startsWith("burst") || name.startsWith("api"))).toEqual([]);
    });
});
