import { describe, expect, it } from "vitest";
import { plan } from "../../src/plan";
import { lifeCycleEnvironment, startCommand, stopSeconds } from "../../src/rendering/environment";
import { render, renderFile } from "../../src/rendering/render";
import { docker } from "../../src/targets/docker/index";
import type { Resolver } from "../../src/topology/references";
import { known } from "../support/recorder";

/** What reaches a machine, reviewed as text: a change of a template or of a role shows here, line by line. */
const { workloads } = plan("edge", {
    target: docker(),
    domains: ["sip.example.com"],
    rtpengine: { rtpPorts: { first: 40000, last: 40999 } },
    consul: { servers: 3 },
});
const testing = plan("edge", { target: docker(), testing: true }).workloads;

const resolver: Resolver = {
    address: ({ workload, port, form }) => (form === "host" ? workload : `${workload}:${port}`),
    secret: ({ name }) => `<${name}>`,
};

describe.each(Object.values(workloads))("$name", (workload) => {
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

describe("testing: true", () => {
    it.each(["sbc", "router"] as const)("adds a switch to the %s, and the default has none", async (role) => {
        const texts = (files: (typeof workloads)[typeof role]["files"]) =>
            Promise.all(files.map((file) => known(renderFile(file, resolver)))).then((all) => all.join("\n"));
        const switches = /shv\((router_off|pike_off)\)/;
        expect(await texts(testing[role].files)).toMatch(switches);
        expect(await texts(workloads[role].files)).not.toMatch(switches);
    });
});

describe("a template", () => {
    it("that lacks a value does not render, and says which template and value", () => {
        expect(() => render("rtpengine/rtpengine.conf.hbs", { firstRtpPort: 1 })).toThrow(
            /The template rtpengine\/rtpengine.conf.hbs does not render: .*lastRtpPort/,
        );
    });
});
