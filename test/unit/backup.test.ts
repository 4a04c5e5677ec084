import { describe, expect, it, vi } from "vitest";
import { C4 } from "../../src/c4";
import { Consul } from "../../src/components/consul-alone";
import { Postgres } from "../../src/components/layer";
import { plan } from "../../src/plan";
import { kubernetes } from "../../src/targets/kubernetes/index";
import { assignHosts } from "../../src/targets/vms/placement";
import { Parent } from "../tools/parent";
import { record } from "../tools/recorder";
import { named, placeOptions } from "../tools/workloads";
import { image, ready } from "./ready";

const key = `AGE-SECRET-KEY-1${"Q".repeat(58)}`;
const saved = { consul: { image, backup: { key } }, postgres: { image, backup: { key, everyHours: 6, keep: 3 } } };

describe("backups", () => {
    it("are what somebody asks for: without a key there are none", () => {
        const { workloads } = plan("edge", ready);
        expect(workloads.filter(({ health }) => health.kind === "backup")).toEqual([]);
    });

    it("are workloads beside what they save, with a disk of their own and what it takes to reach the data", () => {
        const topology = plan("edge", { ...ready, ...saved });
        expect(named(topology, "consul-backup").files).toMatchObject([
            {
                template: "backup/consul.conf.hbs",
                path: "/etc/c4/backup.conf",
                context: { seconds: 86_400, keep: 7, servers: [{ port: 8501 }], datacenter: "dc1" },
            },
        ]);
        expect(Object.keys(named(topology, "consul-backup").secrets)).toEqual([
            "CONSUL_MANAGEMENT_TOKEN",
            "C4_BACKUP_KEY",
        ]);
        const postgres = named(topology, "postgres-backup");
        expect(postgres).toMatchObject({
            role: "postgres",
            supervised: false,
            identity: "stable",
            ports: [],
            storage: [{ name: "backups", keep: "where possible" }],
        });
        expect(postgres.files[0]?.context).toMatchObject({ seconds: 21_600, keep: 3, database: "c4", user: "c4" });
        expect(Object.keys(postgres.secrets)).toEqual(["POSTGRES_PASSWORD", "C4_BACKUP_KEY"]);
    });

    it.each([
        [{ key: "secret" }, /^consul\.backup\.key is a value that is not shown, .* an identity of age's/],
        [{ key, keep: 0 }, /^consul\.backup\.keep is 0, .* a whole number of backups from 1 to 1000/],
        [{ key, everyHours: 0.5 }, /^consul\.backup\.everyHours is 0\.5, .* a whole number of hours from 1/],
    ])("refuse %o", (backup, refusal) => {
        expect(() => plan("edge", { ...ready, consul: { image, backup } })).toThrow(refusal);
    });

    it("are not for what runs elsewhere", () => {
        const external = { host: "db.example.com", password: "secret" };
        expect(() => plan("edge", { ...ready, postgres: { external, backup: { key } } })).toThrow(
            /^postgres\.backup is .*nothing beside external/,
        );
    });

    it("change nothing of what they save, nor of anything else", async () => {
        const without = await record(() => new C4("edge", ready));
        const { recorder } = await record(() => new C4("edge", { ...ready, ...saved }));
        const before = without.recorder.names();
        expect(
            recorder.resources
                .filter(({ name }) => !before.includes(name))
                .map(({ type, name }) => `${type} ${name}`)
                .sort(),
        ).toEqual([
            "docker:index/container:Container edge-consul-backup-0",
            "docker:index/container:Container edge-postgres-backup-0",
            "docker:index/volume:Volume edge-consul-backup-0-backups",
            "docker:index/volume:Volume edge-postgres-backup-0-backups",
        ]);
        for (const { name, inputs } of without.recorder.resources) expect(recorder.get(name).inputs).toEqual(inputs);
        // The next deployment of the stack finds what this one saved.
        expect(recorder.get("edge-consul-backup-0-backups").inputs.name).toBe(
            "project.stack.edge-consul-backup-0-backups",
        );
    });

    it("hold their secrets as secrets", async () => {
        const { recorder } = await record(() => new C4("edge", { ...ready, ...saved }));
        for (const name of ["edge-consul-backup-0", "edge-postgres-backup-0"]) {
            expect(recorder.get(name).inputs.envs).toEqual({
                secret: expect.arrayContaining([`C4_BACKUP_KEY=${key}`]),
            });
        }
    });

    it("stand beside a Consul and a PostgreSQL of their own", async () => {
        const { recorder } = await record(() => {
            const discovery = new Consul("discovery", { target: ready.target, image, backup: { key } });
            return new Postgres("db", { joins: discovery, image, backup: { key } });
        });
        expect(recorder.names("docker:index/container:Container").filter((name) => name.includes("backup"))).toEqual([
            "discovery-backup-0",
            "db-backup-0",
        ]);
    });

    it("have claims on Kubernetes that outlive them, and are not killed for a misfortune", async () => {
        vi.stubEnv("KUBECONFIG", undefined);
        const workload = named(plan("edge", { ...ready, ...saved }), "postgres-backup");
        const { recorder } = await record(() => {
            const layer = { name: "edge", parent: new Parent(), workloads: [workload] };
            const target = kubernetes({ expose: { type: "NodePort", address: "203.0.113.10" } });
            target.check(layer.workloads);
            target
                .open({ ...layer, platform: "edge" })
                .place(workload, { ...placeOptions, name: "edge-postgres-backup", parent: layer.parent });
        });
        expect(recorder.get("edge-postgres-backup")).toMatchObject({
            type: "kubernetes:apps/v1:StatefulSet",
            inputs: {
                spec: {
                    replicas: 1,
                    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Retain" },
                    volumeClaimTemplates: [{ metadata: { name: "backups" } }],
                    template: {
                        spec: {
                            containers: [
                                {
                                    args: ["/usr/local/lib/c4/c4-backup"],
                                    readinessProbe: { exec: { command: ["/usr/local/lib/c4/c4-health"] } },
                                    volumeMounts: [
                                        { name: "files", mountPath: "/etc/c4/backup.conf" },
                                        { name: "backups", mountPath: "/var/backups/c4" },
                                    ],
                                },
                            ],
                        },
                    },
                },
            },
        });
        expect(JSON.stringify(recorder.get("edge-postgres-backup").inputs)).not.toContain("livenessProbe");
        vi.unstubAllEnvs();
    });

    it("move nothing on hosts, and are apart from what they save where they can be", () => {
        const hosts = ["a", "b", "c"].map((name) => ({ name }));
        const placed = (args: object) => assignHosts([plan("edge", { ...ready, ...args }).workloads], hosts);
        const after = placed(saved);
        for (const [name, on] of placed({})) expect(after.get(name)).toEqual(on);
        for (const [data, backup] of [
            ["consul-server", "consul-backup"],
            ["postgres", "postgres-backup"],
        ] as const) {
            expect(after.get(backup)).toHaveLength(1);
            expect(after.get(data)).not.toContain(after.get(backup)?.[0]);
        }
        const data = plan("edge", { ...ready, ...saved }).workloads.filter(({ role }) => role === "postgres");
        expect(assignHosts([data], [{ name: "a" }]).get("postgres-backup")).toEqual(["a"]);
    });
});
