import * as consulProvider from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { C4 } from "../../src/c4";
import type { C4Args } from "../../src/c4-args";
import { docker } from "../../src/targets/docker/index";
import { known, record } from "../tools/recorder";
import { encryptionKey, image, ready } from "./ready";

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
                "docker:index/volume:Volume edge-sbc-0-records",
                "docker:index/container:Container edge-consul-server-0",
                "docker:index/container:Container edge-consul-agent-0",
                "docker:index/container:Container edge-postgres-0",
                "docker:index/container:Container edge-routing-api-0",
                "docker:index/container:Container edge-rtpengine-0",
                "docker:index/container:Container edge-router-0",
                "docker:index/container:Container edge-sbc-0",
                "random:index/randomPassword:RandomPassword edge-administrator-token",
                "random:index/randomPassword:RandomPassword edge-kamailio-token",
                "random:index/randomPassword:RandomPassword edge-postgres-password",
                "random:index/randomPassword:RandomPassword edge-router-auth-secret",
                "random:index/randomBytes:RandomBytes edge-encryption-key",
                "random:index/randomBytes:RandomBytes edge-consul-gossip-key",
                "random:index/randomBytes:RandomBytes edge-consul-dns-token",
                "random:index/randomBytes:RandomBytes edge-consul-management-token",
                "tls:index/privateKey:PrivateKey edge-consul-authority-key",
                "tls:index/selfSignedCert:SelfSignedCert edge-consul-authority",
                ...["agent", "client", "server"].flatMap((holder) => [
                    `tls:index/privateKey:PrivateKey edge-consul-${holder}-key`,
                    `tls:index/certRequest:CertRequest edge-consul-${holder}-request`,
                    `tls:index/locallySignedCert:LocallySignedCert edge-consul-${holder}-certificate`,
                ]),
                ...["agent", "postgres", "router", "routing-api", "rtpengine", "sbc", "settings"].flatMap((holder) => [
                    `consul:index/aclPolicy:AclPolicy edge-consul-${holder}-policy`,
                    `consul:index/aclToken:AclToken edge-consul-${holder}-token`,
                ]),
                "consul:index/configEntry:ConfigEntry edge-consul-router-intentions",
                "consul:index/keyPrefix:KeyPrefix edge-postgres-env-postgres",
                "consul:index/keyPrefix:KeyPrefix edge-routing-api-env-routing-api",
            ].sort(),
        );
    });

    it("puts out where calls go, where the platform is seen, and the database as a secret", async () => {
        const { result } = await record(
            () => new C4("edge", { ...ready, sbc: { image, replicas: 2, hostPort: 15060 } }),
        );
        expect(await known(result.routingApiUrl)).toBe("");
        expect(await known(result.sipUris)).toEqual(["sip:127.0.0.1:15060", "sip:127.0.0.1:15061"]);
        expect(await known(result.consul.uiUrl)).toBe("https://127.0.0.1:8501/ui/");
        expect(await known(result.consul.httpAddress)).toBe("https://127.0.0.1:8501");
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
            PGHOST: "postgres",
            PGPORT: "5432",
            PGDATABASE: "c4",
            PGUSER: "c4",
            PGSSLMODE: "verify-full",
            PGSSLROOTCERT: "/run/c4/roots.pem",
            PGSSLSERVICE: "postgres",
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
        const { recorder, result } = await record(() => new C4("edge", ready));
        const holders = (secret: string) =>
            recorder.resources.filter(({ inputs }) => JSON.stringify(inputs).includes(secret)).map(({ name }) => name);
        expect(holders("edge-postgres-password-result").sort()).toEqual(["edge-postgres-0", "edge-routing-api-0"]);
        expect(holders("edge-encryption-key-base64")).toEqual(["edge-routing-api-0"]);
        expect(holders("edge-router-auth-secret-result")).toEqual(["edge-router-0"]);
        for (const role of ["postgres", "routing-api", "rtpengine", "router", "sbc"]) {
            expect(holders(`secret-of-edge-consul-${role}-token`)).toEqual([`edge-${role}-0`]);
            expect(recorder.get(`edge-${role}-0`).inputs.envs).toHaveProperty("secret");
        }
        expect(holders("secret-of-edge-consul-agent-token")).toEqual(["edge-consul-agent-0"]);
        expect(holders("edge-consul-gossip-key-base64").sort()).toEqual([
            "edge-consul-agent-0",
            "edge-consul-server-0",
        ]);
        if (result.consul.token === undefined) throw new Error("There is no management token.");
        expect(holders("PRIVATE KEY-----edge-consul-server-key")).toContain("edge-consul-server-0");
        expect(holders("PRIVATE KEY-----edge-consul-server-key")).not.toContain("edge-sbc-0");
        expect(holders("PRIVATE KEY-----edge-consul-agent-key")).not.toContain("edge-sbc-0");
        for (const { name, type } of recorder.resources.filter(({ type }) => type.startsWith("docker:")))
            expect([type, holders("PRIVATE KEY-----edge-consul-authority-key").includes(name)]).toEqual([type, false]);
        const management = await known(result.consul.token);
        expect(management).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(holders(management).sort()).toEqual(["edge-consul-provider", "edge-consul-server-0"]);
    });

    it("has one certificate for all of its Consul servers", async () => {
        const { recorder } = await record(() => new C4("edge", { ...ready, consul: { ...ready.consul, servers: 3 } }));
        const servers = ["edge-consul-server-0", "edge-consul-server-1", "edge-consul-server-2"];
        for (const name of servers) {
            const { envs } = recorder.get(name).inputs;
            expect(JSON.stringify(envs)).toContain("BEGIN CERTIFICATE-----edge-consul-server-certificate");
        }
        expect(recorder.get("edge-consul-server-request").inputs).toMatchObject({
            dnsNames: ["server.dc1.consul", "agent.c4", "localhost"],
            ipAddresses: ["127.0.0.1"],
        });
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
            expect(inputs.build).toHaveProperty(
                "buildLogFile",
                expect.stringMatching(/^node_modules\/.cache\/pulumi-wazo-c4\/[a-z-]+-[0-9a-f]{12}\.log$/),
            );
        }
        const again = (await build()).recorder;
        for (const { name, inputs } of images) expect(again.get(name).inputs).toEqual(inputs);
    });

    it("uses a Consul and a PostgreSQL that run elsewhere, and makes none", async () => {
        const external = {
            httpAddress: "https://consul.example.com/",
            agentUrl: "http://$(C4_NODE_ADDRESS):8500",
            token: "t0ken",
            tokens: { router: "r0uter" },
        };
        const database = { host: pulumi.output("db.example.com"), user: "voice", password: "pw" };
        const { recorder, result } = await record(
            () =>
                new C4("edge", {
                    ...ready,
                    routingApi: { image, encryptionKey },
                    consul: { external },
                    postgres: { external: database },
                }),
        );
        expect(recorder.names("docker:index/container:Container").sort()).toEqual(
            ["router", "routing-api", "rtpengine", "sbc"].map((role) => `edge-${role}-0`),
        );
        expect(recorder.get("edge-consul-provider").inputs).toMatchObject({
            address: "consul.example.com",
            scheme: "https",
            token: { secret: "t0ken" },
        });
        expect(recorder.names("consul:index/configEntry:ConfigEntry")).toEqual(["edge-consul-router-intentions"]);
        expect(recorder.get("edge-routing-api-env-routing-api").inputs.subkeys).toMatchObject({
            PGHOST: "db.example.com",
            PGPORT: "5432",
            PGUSER: "voice",
        });
        expect(recorder.names().filter((name) => name.includes("postgres"))).toEqual([]);
        const { envs } = recorder.get("edge-sbc-0").inputs;
        expect(JSON.stringify(envs)).toContain("CONSUL_HTTP_TOKEN=t0ken");
        expect(JSON.stringify(recorder.get("edge-router-0").inputs.envs)).toContain("CONSUL_HTTP_TOKEN=r0uter");
        expect(JSON.stringify(envs)).toContain("CONSUL_HTTP_ADDR=http://$(C4_NODE_ADDRESS):8500");
        expect(envs).toHaveProperty("secret");
        expect(result.postgres).toBeUndefined();
        expect(await known(result.consul.uiUrl)).toBe("https://consul.example.com/ui/");
        expect(await known(result.databaseUrl)).toBe("postgresql://voice:pw@db.example.com:5432/c4");
        expect(await pulumi.isSecret(result.databaseUrl)).toBe(true);
    });

    it("declares no intentions in a Consul whose owner does", async () => {
        const external = { httpAddress: "http://consul:8500", agentUrl: "http://agent:8500", intentions: false };
        const { recorder } = await record(() => new C4("edge", { ...ready, consul: { external } }));
        expect(recorder.names("consul:index/configEntry:ConfigEntry")).toEqual([]);
    });

    it.each<[Partial<C4Args>, string]>([
        [{ router: { replicas: -1 } }, "router.replicas is -1"],
        [{ sbc: { image, replicas: 2, advertisedAddress: "203.0.113.1" } }, 'sbc.advertisedAddress is "203.0.113.1"'],
        [{ postgres: { image, keepData: true } }, "routingApi.encryptionKey is missing"],
        [{ postgres: { external: { host: "db", password: "pw" } } }, "routingApi.encryptionKey is missing"],
    ])("refuses %j before it makes anything", async (bad, message) => {
        const { recorder } = await record(() => {
            expect(() => new C4("edge", { ...ready, ...bad })).toThrow(message);
        });
        expect(recorder.names()).toEqual([]);
    });

    it("hands on what it keeps, and its membership, their secret parts secret", async () => {
        const { result } = await record(() => new C4("edge", { ...ready, environment: { LOG_LEVEL: "2" } }));
        expect(await known(result.authSecret)).toBe("edge-router-auth-secret-result");
        expect(await known(result.encryptionKey)).toBe("edge-encryption-key-base64");
        const { authSecret, consul, database, encryptionKey, environment, platform, transport } = result.membership;
        expect(platform).toBe("edge");
        expect(transport).toBe("tls");
        const token = (holder: string) => `secret-of-edge-consul-${holder}-token`;
        expect(await known(pulumi.output(consul))).toEqual({
            httpAddress: "https://127.0.0.1:8501",
            agentUrl: "https://consul-agent:8501",
            tls: {
                ca: "-----BEGIN CERTIFICATE-----edge-consul-authority",
                serverName: "agent.c4",
                certificate: "-----BEGIN CERTIFICATE-----edge-consul-client-certificate",
                key: "-----BEGIN PRIVATE KEY-----edge-consul-client-key",
            },
            token: token("settings"),
            tokens: {
                postgres: token("postgres"),
                "routing-api": token("routing-api"),
                rtpengine: token("rtpengine"),
                router: token("router"),
                sbc: token("sbc"),
            },
        });
        expect(await known(pulumi.output(database))).toEqual({
            ...{ host: "postgres", port: "5432", database: "c4", user: "c4" },
            password: "edge-postgres-password-result",
            sslMode: "verify-full",
        });
        expect(await known(pulumi.output(environment))).toMatch(/^[0-9a-f]{12}$/);
        for (const secret of [authSecret, encryptionKey, database.password, result.authSecret, result.encryptionKey]) {
            expect(await pulumi.isSecret(pulumi.output(secret))).toBe(true);
        }
    });

    it("encodes the parts of the database's URL", async () => {
        const external = { host: "2001:db8::1", user: "c4@home", password: "p/w:#?%", database: "a b" };
        const { result } = await record(
            () => new C4("edge", { ...ready, routingApi: { image, encryptionKey }, postgres: { external } }),
        );
        expect(await known(result.databaseUrl)).toBe(
            "postgresql://c4%40home:p%2Fw%3A%23%3F%25@[2001:db8::1]:5432/a%20b",
        );
        const url = new URL(await known(result.databaseUrl));
        expect(decodeURIComponent(url.password)).toBe(external.password);
    });

    it("leaves what is written to Consul to the provider that its caller gives", async () => {
        const { recorder } = await record(() => {
            const provider = new consulProvider.Provider("mine", { address: "consul.example.com:8500" });
            return new C4("edge", { ...ready, environment: { A: "1" } }, { providers: [provider] });
        });
        expect(recorder.names("pulumi:providers:consul")).toEqual(["mine"]);
    });
});
