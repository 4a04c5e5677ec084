import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { deployerPolicy } from "../../src/consul/policies";
import { ConsulAgent } from "../tools/consul-agent";
import { Program } from "../tools/program";

// Of a whole platform, what it writes to a Consul that is not its own: nothing else is there to be deployed.
const written = ["edge", "edge-consul*", "edge-env-all"].flatMap((name) => ["--target", `**::${name}`]);
const entry = z.object({ Sources: z.array(z.object({ Name: z.string(), Action: z.string() })) });

let consul: ConsulAgent;
beforeAll(async () => {
    consul = await ConsulAgent.run({ acl: true });
});
afterAll(() => consul.close());

/** Who may call routers, as Consul has it. */
async function intended(): Promise<string[]> {
    const { text } = await consul.ask("GET", "/v1/config/service-intentions/router");
    return entry.parse(JSON.parse(text)).Sources.map(({ Action, Name }) => `${Action} ${Name}`);
}

describe("a platform in a Consul of its user's", () => {
    const program = new Program();
    program.lives();

    const declare = async (rules: string) => {
        const token = await consul.newToken(rules);
        const external = JSON.stringify({ httpAddress: consul.url, agentUrl: consul.url, token });
        program.declare(`const consul = { external: ${external} };
            const environment = { LOG_LEVEL: "2" };
            new c4.C4("edge", { target: c4.docker({ subnet: "198.18.36.0/24" }), consul, environment });`);
    };
    const lacking = (line: RegExp) =>
        declare(
            deployerPolicy("edge")
                .split("\n")
                .filter((each) => !line.test(each))
                .join("\n"),
        );

    it("is refused without the right to say who may call whom, and told so", async () => {
        await lacking(/^service/);
        const { said } = await program.failure(...written);
        expect(said).toMatch(/edge-consul-router-intentions/);
        expect(said).toMatch(/lacks permission 'intention:write' on \\?"router/);
    });

    it("is refused without the right to its settings, and told which one is missing", async () => {
        await lacking(/^key_prefix/);
        const { said } = await program.failure(...written);
        expect(said).toMatch(/edge-env-all/);
        expect(said).toMatch(/lacks permission 'key:\w+' on \\?"c4\/edge\/env\/all/);
    });

    it("needs no more than what `deployerPolicy` says", async () => {
        await declare(deployerPolicy("edge"));
        await program.up(...written);
        expect(await intended()).toEqual(["allow sbc", "deny *"]);
        expect(await consul.keys("c4/edge/")).toEqual({ "c4/edge/env/all/LOG_LEVEL": "2" });
        expect(await program.steps(...written)).toEqual([]);
    });

    it("sees a deny by hand in its preview, and puts back what is declared", async () => {
        await consul.put("/v1/config", denied);
        expect(await intended()).toEqual(["deny sbc", "deny *"]);
        expect(await program.steps(...written)).toEqual(["update ConfigEntry edge-consul-router-intentions"]);
        await program.up("--refresh", ...written);
        expect(await intended()).toEqual(["allow sbc", "deny *"]);
        expect(await program.steps(...written)).toEqual([]);
    });

    it("leaves who may call whom when it goes, for another platform may stand on it", async () => {
        await program.destroy();
        expect(await consul.keys("c4/edge/")).toEqual({});
        expect(await intended()).toEqual(["allow sbc", "deny *"]);
    });
});

const denied = JSON.stringify({
    Kind: "service-intentions",
    Name: "router",
    Sources: [
        { Name: "sbc", Action: "deny" },
        { Name: "*", Action: "deny" },
    ],
});
