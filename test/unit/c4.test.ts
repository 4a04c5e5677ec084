import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { C4Args } from "../../src/args";
import { C4 } from "../../src/c4";
import { Consul, Postgres, Router, RoutingApi, Rtpengine, Sbc } from "../../src/components/alone";
import { docker } from "../../src/targets/docker/index";
import { known, record } from "../support/recorder";

/** Ready images, so that nothing is built and the test is about the rest. */
const image = "registry.example.com/c4:1";
const ready: C4Args = {
    target: docker(),
    sbc: { image },
    router: { image },
    rtpengine: { image },
    routingApi: { image },
    postgres: { image },
    consul: { image },
};

describe("C4", () => {
    it("makes one tree: the platform, a component a role, the instances, and what they read", async () => {
        const { recorder } = await record(() => new C4("edge", ready));
        expect(recorder.resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual(
            [
                "wazo-c4:index:C4 edge",
                "wazo-c4:index:Consul edge-consul",
                "wazo-c4:index:Postgres edge-postgres",
                "wazo-c4:index:Router edge-router",
                "wazo-c4:index:RoutingApi edge-routing-api",
                "wazo-c4:index:Rtpengine edge-rtpengine",
                "wazo-c4:index:Sbc edge-sbc",
                "pulumi:providers:consul edge-consul-provider",
                "docker:index/network:Network edge-network",
                "docker:index/volume:Volume edge-consul-server-0-data",
                "docker:index/volume:Volume edge-consul-agent-0-data",
                "docker:index/volume:Volume edge-postgres-0-data",
                "docker:index/container:Container edge-consul-server-0",
                "docker:index/container:Container edge-consul-agent-0",
                "docker:index/container:Container edge-postgres-0",
                "docker:index/container:Container edge-routing-api-0",
                "docker:index/container:Container edge-rtpengine-0",
                "docker:index/container:Container edge-router-0",
                "docker:index/container:Container edge-sbc-0",
                "random:index/randomPassword:RandomPassword edge-postgres-password",
                "random:index/randomPassword:RandomPassword edge-router-auth-secret",
                "random:index/randomBytes:RandomBytes edge-encryption-key",
                "consul:index/keyPrefix:KeyPrefix edge-postgres-env-postgres",
                "consul:index/keyPrefix:KeyPrefix edge-routing-api-env-routing-api",
            ].sort(),
        );
    });

    it("puts out where calls go, where the platform is seen, and the database as a secret", async () => {
        const { result } = await record(
            () => new C4("edge", { ...ready, sbc: { image, replicas: 2, hostPort: 15060 } }),
        );
        expect(await known(result.sipUris)).toEqual(["sip:127.0.0.1:15060", "sip:127.0.0.1:15061"]);
        expect(await known(result.consul.uiUrl)).toBe("http://127.0.0.1:8500/ui/");
        expect(await known(result.consul.httpAddress)).toBe("http://127.0.0.1:8500");
        expect(await known(result.routingApiUrl)).toBe("http://127.0.0.1:9600");
        expect(await known(result.databaseUrl)).toBe("postgresql://c4:edge-postgres-password-result@postgres:5432/c4");
        expect(await pulumi.isSecret(result.databaseUrl)).toBe(true);
    });

    it("writes domains, peers and settings to KV, below the platform's name", async () => {
        const { recorder } = await record(
            () =>
                new C4("edge", {
                    ...ready,
                    domains: ["sip.example.com"],
                    peers: ["198.51.100.0/24", pulumi.output("203.0.113.7/32")],
                    environment: { LOG_LEVEL: "2" },
                    sbc: { image, environment: { SIP_WORKERS: "8" } },
                }),
        );
        const folder = (name: string) => recorder.get(name).inputs;
        expect(folder("edge-env-all")).toEqual({ pathPrefix: "c4/edge/env/all/", subkeys: { LOG_LEVEL: "2" } });
        expect(folder("edge-sbc-env-sbc")).toEqual({ pathPrefix: "c4/edge/env/sbc/", subkeys: { SIP_WORKERS: "8" } });
        expect(folder("edge-domains")).toEqual({
            pathPrefix: "c4/edge/domains/",
            subkeys: { "sip.example.com": "sip.example.com" },
        });
        expect(folder("edge-config")).toEqual({
            pathPrefix: "c4/edge/config/",
            subkeys: { peers: "198.51.100.0/24 203.0.113.7/32" },
        });
        expect(folder("edge-routing-api-env-routing-api").subkeys).toEqual({
            PORT: "9600",
            AUTH: "off",
            PGHOST: "postgres",
            PGPORT: "5432",
            PGDATABASE: "c4",
            PGUSER: "c4",
        });
    });

    it("scales one role without a change to any other", async () => {
        const one = await record(() => new C4("edge", { ...ready, router: { image, replicas: 1 } }));
        const three = await record(() => new C4("edge", { ...ready, router: { image, replicas: 3 } }));
        const added = three.recorder.resources.filter(({ name }) => !one.recorder.names().includes(name));
        expect(added.map(({ name }) => name)).toEqual(["edge-router-1", "edge-router-2"]);
        for (const { name, inputs } of one.recorder.resources) expect(three.recorder.get(name).inputs).toEqual(inputs);
    });

    it("hands each secret to the roles that need it alone, and marks what holds one", async () => {
        const { recorder } = await record(() => new C4("edge", ready));
        const holders = (secret: string) =>
            recorder.resources.filter(({ inputs }) => JSON.stringify(inputs).includes(secret)).map(({ name }) => name);
        expect(holders("edge-postgres-password-result").sort()).toEqual(["edge-postgres-0", "edge-routing-api-0"]);
        expect(holders("edge-encryption-key-base64")).toEqual(["edge-routing-api-0"]);
        expect(holders("edge-router-auth-secret-result")).toEqual(["edge-router-0"]);
        for (const name of ["edge-postgres-0", "edge-routing-api-0", "edge-router-0"]) {
            expect(recorder.get(name).inputs.envs).toHaveProperty("secret");
        }
        expect(recorder.get("edge-sbc-0").inputs.envs).toBeInstanceOf(Array);
    });

    it("builds the images from the package's own files, tagged by content", async () => {
        const binaries = { consul: { path: process.execPath }, consulTemplate: { path: process.execPath } };
        const build = () => record(() => new C4("edge", { target: docker({ binaries }) }), true);
        const { recorder } = await build();
        const images = recorder.resources.filter(({ type }) => type === "docker:index/remoteImage:RemoteImage");
        expect(images.map(({ name }) => name).sort()).toEqual(
            ["base", "consul", "kamailio", "postgres", "routing-api", "rtpengine"].map((name) => `edge-${name}-image`),
        );
        for (const { name, inputs } of images) {
            expect(inputs.name).toMatch(
                new RegExp(`^edge/${name.slice("edge-".length, -"-image".length)}:[0-9a-f]{12}$`),
            );
            expect(inputs.build).toMatchObject({ tags: [inputs.name] });
        }
        const again = (await build()).recorder;
        for (const { name, inputs } of images) expect(again.get(name).inputs).toEqual(inputs);
    });

    it("uses a Consul and a PostgreSQL that run elsewhere, and makes none", async () => {
        const external = {
            httpAddress: "https://consul.example.com/",
            agentUrl: "http://$(C4_NODE_ADDRESS):8500",
            token: "t0ken",
        };
        const database = { host: pulumi.output("db.example.com"), user: "voice", password: "pw" };
        const { recorder, result } = await record(
            () => new C4("edge", { ...ready, consul: { external }, postgres: { external: database } }),
        );
        expect(recorder.names("docker:index/container:Container").sort()).toEqual(
            ["router", "routing-api", "rtpengine", "sbc"].map((role) => `edge-${role}-0`),
        );
        expect(recorder.get("edge-consul-provider").inputs).toMatchObject({
            address: "consul.example.com",
            scheme: "https",
            token: { secret: "t0ken" },
        });
        expect(recorder.get("edge-routing-api-env-routing-api").inputs.subkeys).toMatchObject({
            PGHOST: "db.example.com",
            PGPORT: "5432",
            PGUSER: "voice",
        });
        expect(recorder.names().filter((name) => name.includes("postgres"))).toEqual([]);
        const { envs } = recorder.get("edge-sbc-0").inputs;
        expect(JSON.stringify(envs)).toContain("CONSUL_HTTP_ADDR=http://$(C4_NODE_ADDRESS):8500");
        expect(envs).toHaveProperty("secret");
        expect(result.postgres).toBeUndefined();
        expect(await known(result.consul.uiUrl)).toBe("https://consul.example.com/ui/");
        expect(await known(result.databaseUrl)).toBe("postgresql://voice:pw@db.example.com:5432/c4");
        expect(await pulumi.isSecret(result.databaseUrl)).toBe(true);
    });

    it("refuses a bad argument before it makes anything", async () => {
        const { recorder } = await record(() => {
            expect(() => new C4("edge", { ...ready, router: { replicas: -1 } })).toThrow("router.replicas is -1");
        });
        expect(recorder.names().filter((name) => name !== "edge")).toEqual([]);
    });
});

describe("a role alone", () => {
    const consul = {
        httpAddress: "https://consul.example.com:8501",
        agentUrl: "http://127.0.0.1:8500",
        token: "t0ken",
    };

    it("joins a platform beside which it runs", async () => {
        const { recorder } = await record(() => {
            const edge = new C4("edge", ready);
            return new Router("extra", {
                target: edge.target,
                consul: edge.consul,
                platform: "edge",
                image,
                replicas: 2,
            });
        });
        expect(recorder.names("docker:index/network:Network")).toEqual(["edge-network"]);
        expect(recorder.names("pulumi:providers:consul")).toEqual(["edge-consul-provider"]);
        expect(recorder.names("docker:index/container:Container")).toContain("extra-1");
        expect(JSON.stringify(recorder.get("extra-0").inputs.envs)).toContain("C4_PLATFORM=edge");
    });

    it("registers with a Consul that runs already, its token a secret", async () => {
        const { recorder } = await record(() => new Sbc("lone", { target: docker(), consul, image }));
        expect(recorder.get("lone-provider").inputs).toMatchObject({
            address: "consul.example.com:8501",
            scheme: "https",
            token: { secret: "t0ken" },
        });
        expect(recorder.names("docker:index/container:Container")).toEqual(["lone-0"]);
    });

    it("is each of the roles", async () => {
        const database = { host: "db.example.com", password: "pw" };
        const { recorder } = await record(() => {
            const target = docker();
            const args = { target, consul, image, platform: "lone" };
            new Rtpengine("media", args);
            new Postgres("data", { ...args, target: docker({ subnet: "198.18.1.0/24" }), platform: "data" });
            new RoutingApi("api", { ...args, target: docker(), platform: "api", database });
            new Consul("discovery", { target: docker(), image });
        });
        expect(recorder.names("docker:index/container:Container").sort()).toEqual([
            "api-0",
            "data-0",
            "discovery-agent-0",
            "discovery-server-0",
            "media-0",
        ]);
        expect(recorder.get("api-env-routing-api").inputs.subkeys).toMatchObject({
            PGHOST: "db.example.com",
            PGPORT: "5432",
        });
    });

    it.each([
        [{ replicas: -1 }, "lone.replicas is -1"],
        [{ replica: 1 }, "lone.replica is 1"],
        [{ consul: "http://consul" }, 'lone.consul is "http://consul"'],
    ])("refuses %j", async (bad: object, message) => {
        await record(() => {
            expect(() => new Router("lone", Object.assign({ target: docker(), consul, image }, bad))).toThrow(message);
        });
    });
});
