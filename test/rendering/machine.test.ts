import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan";
import { lifeCycleEnvironment, startCommand, stopSeconds } from "../../src/rendering/environment";
import { hookFolder, listFolder, listTemplateFolder, runFolder } from "../../src/rendering/paths";
import { packageRoot, render, renderFile } from "../../src/rendering/render";
import { environmentFile, instanceUnit, userName } from "../../src/rendering/systemd";
import { docker } from "../../src/targets/docker/index";
import type { Topology } from "../../src/topology/model";
import type { Resolver } from "../../src/topology/references";
import { known } from "../tools/recorder";
import { named } from "../tools/workloads";

/** What reaches a machine, reviewed as text: a change of a template or of a role shows here, line by line. */
const topology = plan("edge", {
    target: docker(),
    domains: ["sip.example.com"],
    rtpengine: { rtpPorts: { first: 40000, last: 40999 } },
    consul: { servers: 3 },
});
const testing = plan("edge", { target: docker(), testing: true });

const resolver: Resolver = {
    address: ({ workload }) => workload,
    secret: ({ name }) => `<${name}>`,
};

describe.each(topology.workloads)("$name", (workload) => {
    it("starts, is watched and is stopped like this", () => {
        expect({
            command: startCommand(workload),
            environment: lifeCycleEnvironment(workload, { platform: "edge" }),
            files: workload.files.map(({ path, mode }) => `${mode} ${path}`),
            stopSeconds: stopSeconds(workload),
        }).toMatchSnapshot();
    });

    it.each(workload.files.filter(({ template }) => template.endsWith(".hbs")))("$path", async (file) => {
        const text = await known(renderFile(file, resolver));
        expect(text).not.toMatch(/undefined|\[object/);
        await expect(text).toMatchFileSnapshot(`snapshots/${workload.name}${file.path}.snap`);
    });
});

describe("on a host", () => {
    const folders = (name: string) => ({
        configuration: `/etc/c4/edge/${name}`,
        state: `/var/lib/c4/edge/${name}`,
        software: "/opt/c4/image-0123456789ab",
    });

    const consul = ({ supervised }: { supervised: boolean }) => (supervised ? ["consul-server", "consul-agent"] : []);

    it.each(topology.workloads)("$name is a unit like this", async (workload) => {
        const unit = instanceUnit("edge", workload, folders(workload.name), ["/usr/local"], consul(workload));
        await expect(unit).toMatchFileSnapshot(`snapshots/${workload.name}/c4-edge-${workload.name}.service.snap`);
    });

    it("has limits and a privilege only where they are asked for", () => {
        const confined = plan("edge", { target: docker(), sbc: { sipPort: 506, cpus: 1.5, memoryMiB: 512 } });
        const unit = instanceUnit("edge", named(confined, "sbc"), folders("sbc"), [], []);
        for (const line of ["CPUQuota=150%", "MemoryMax=512M", "AmbientCapabilities=CAP_NET_BIND_SERVICE"]) {
            expect(unit.split("\n")).toContain(line);
        }
    });

    it("has its variables in quotes, with what systemd would read in its own way escaped", () => {
        expect(environmentFile({ B: 'a "b" $c `d` \\', A: "one\ntwo" })).toBe(
            'A="one\ntwo"\nB="a \\"b\\" \\$c \\`d\\` \\\\"\n',
        );
    });

    it("runs as a user of its own, whose name is not too long for a host", () => {
        expect(userName("edge", "routing-api")).toBe("c4-edge-routing-api");
        const [one, other] = ["consul-server", "consul-agent"].map((name) =>
            userName("a-platform-with-quite-a-long-name", name),
        );
        expect(one).toMatch(/^c4-a-platform-with-quit-[0-9a-f]{8}$/);
        expect(one).toHaveLength(32);
        expect(one).not.toBe(other);
    });
});

describe("testing: true", () => {
    it.each(["sbc", "router"] as const)("adds a switch to the %s, and the default has none", async (role) => {
        const texts = (platform: Topology) =>
            Promise.all(named(platform, role).files.map((file) => known(renderFile(file, resolver)))).then((all) =>
                all.join("\n"),
            );
        const switches = /shv\((router_off|pike_off)\)/;
        expect(await texts(testing)).toMatch(switches);
        expect(await texts(topology)).not.toMatch(switches);
    });
});

describe("the folders of an instance", () => {
    const text = (...path: string[]) => readFileSync(join(packageRoot, ...path), "utf8");

    it("are what the images make, and what the hooks take where nobody says another one", () => {
        const base = text("images", "base", "Dockerfile");
        expect(base).toContain(`mkdir -p ${listTemplateFolder} ${runFolder} `);
        expect(base).toContain(`chmod 0755 ${hookFolder}/*`);
        expect(text("images", "kamailio", "Dockerfile")).toContain(`mkdir -p ${listFolder} `);
        expect(text("templates", "hooks", "c4-lib")).toContain(`\nC4_RUN_DIR=\${C4_RUN_DIR:-${runFolder}}\n`);
    });
});

describe("a template", () => {
    it("that lacks a value does not render, and says which template and value", () => {
        expect(() => render("rtpengine/rtpengine.conf.hbs", { firstRtpPort: 1 })).toThrow(
            /The template rtpengine\/rtpengine.conf.hbs does not render: .*lastRtpPort/,
        );
    });
});
