import { describe, expect, it } from "vitest";
import { createIntentions, intentionEntry } from "../../src/consul/intentions";
import { record } from "../tools/recorder";

describe("intentions", () => {
    it("let in who is named, and nobody else, and say all that Consul would add", () => {
        const { configJson, ...entry } = intentionEntry({ destination: "router", sources: ["sbc"] });
        expect(entry).toEqual({ kind: "service-intentions", name: "router" });
        expect(JSON.parse(String(configJson))).toEqual({
            Sources: [
                { Name: "sbc", Action: "allow", Precedence: 9, Type: "consul" },
                { Name: "*", Action: "deny", Precedence: 8, Type: "consul" },
            ],
        });
    });

    it("are an entry for each role whose callers are known by their certificates", async () => {
        const { recorder } = await record(() => createIntentions("edge", {}));
        expect(recorder.names("consul:index/configEntry:ConfigEntry")).toEqual(["edge-router-intentions"]);
    });
});
