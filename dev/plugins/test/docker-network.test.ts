import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { docker } from "../src/docker/provider.js";
import { container, engine, label, network, program, subnet, sweep, volume } from "./support/docker.js";
import { type Resource, TestProvider } from "./support/provider.js";

let provider: TestProvider;
let net: Resource;
beforeAll(async () => {
    await sweep();
    provider = await TestProvider.start(docker);
    net = await provider.create(network, "net", {
        values: { ipamConfigs: [{ subnet, gateway: "198.18.34.1" }], labels: [label] },
    });
});
afterAll(async () => {
    await provider.delete(net);
    provider.stop();
    await sweep();
});

describe("Network", () => {
    test("is named by itself, known by its full id, and as it was declared", async () => {
        expect(net.inputs.name).toMatch(/^net-[0-9a-f]{7}$/);
        expect(net.id).toMatch(/^[0-9a-f]{64}$/);
        expect(net.outputs).toMatchObject({ scope: "local", driver: "bridge", internal: false });
        const info = await engine.getNetwork(net.id).inspect();
        expect(info).toMatchObject({ Name: net.inputs.name, Labels: { [label.label]: label.value } });
        expect(info.IPAM?.Config).toEqual([{ Subnet: subnet, Gateway: "198.18.34.1" }]);
        expect(await provider.read(net)).toMatchObject({ id: net.id, inputs: net.inputs, outputs: net.outputs });
    });

    test("keeps its name when the program is run again, and is replaced by any change", async () => {
        const values = { ipamConfigs: [{ subnet, gateway: "198.18.34.1" }], labels: [label] };
        expect((await provider.diff(network, "net", net, values)).kind).toBe("DIFF_NONE");
        const other = { ...values, labels: [{ ...label, value: "other" }] };
        expect(await provider.diff(network, "net", net, other)).toMatchObject({
            replaces: ["labels"],
            details: { "labels[0]": "UPDATE_REPLACE" },
        });
    });

    test("is read whole, so that what the engine adds to it would be a difference", async () => {
        const former = { ...net, inputs: { ...net.inputs, ipamConfigs: [{ subnet }], labels: [] } };
        const seen = await provider.read(former);
        expect(seen?.inputs).toMatchObject({ ipamConfigs: [{ subnet, gateway: "198.18.34.1" }], labels: [label] });
        const difference = await provider.diff(network, "net", seen ?? former, {
            ipamConfigs: [{ subnet }],
            labels: [],
        });
        expect(difference.replaces.sort()).toEqual(["ipamConfigs", "labels"]);
    });

    test("a subnet that is taken is an error that names the network", async () => {
        const create = provider.create(network, "twin", { values: { ipamConfigs: [{ subnet }], labels: [label] } });
        await expect(create).rejects.toThrow(/network twin-[0-9a-f]{7} could not be created: .*overlaps/);
    });

    test("is not removed while somebody uses it, and the error says so", async () => {
        const user = await provider.create(container, "user", {
            values: program({ networksAdvanced: [{ name: net.id }] }),
        });
        await expect(provider.delete(net)).rejects.toThrow(
            /network net-[0-9a-f]{7} could not be removed: .*active endpoints/,
        );
        await provider.delete(user);
    });

    test("getNetwork finds it", async () => {
        const { values } = await provider.invoke("docker:index/getNetwork:getNetwork", {
            values: { name: net.inputs.name ?? "" },
        });
        expect(values.values).toMatchObject({ id: net.id, driver: "bridge", ipamConfigs: [{ subnet }] });
    });
});

test("Volume is known by its name and goes when it is deleted", async () => {
    const made = await provider.create(volume, "data", { values: { labels: [label] } });
    expect(made.id).toBe(made.inputs.name);
    expect(made.outputs).toMatchObject({ driver: "local", mountpoint: expect.stringContaining(made.id) });
    expect(await provider.read(made)).toMatchObject({ inputs: made.inputs });
    expect((await provider.diff(volume, "data", made, {})).details).toEqual({ labels: "DELETE_REPLACE" });
    await provider.delete(made);
    expect(await provider.read(made)).toBeUndefined();
    await provider.delete(made);
});
