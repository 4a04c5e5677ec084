import { describe, expect, it } from "vitest";
import { agentPolicy, deployerPolicy, rolePolicy, settingsPolicy } from "../../src/consul/policies";

describe("what may be done in Consul", () => {
    it("by an SBC is to be one, to read whom its lists are made of, and its settings", () => {
        expect(rolePolicy("edge", "sbc").split("\n")).toEqual([
            'service "sbc" { policy = "write" }',
            'service "router" { policy = "read" }',
            'service "rtpengine" { policy = "read" }',
            'service "routing-api" { policy = "read" }',
            'node_prefix "" { policy = "read" }',
            'key_prefix "c4/edge/env/all" { policy = "list" }',
            'key_prefix "c4/edge/env/sbc" { policy = "list" }',
            'key_prefix "c4/edge/domains" { policy = "list" }',
            'key_prefix "c4/edge/config" { policy = "list" }',
            "",
        ]);
    });

    it("by a role without lists is to be one, and to read its settings", () => {
        expect(rolePolicy("edge", "postgres").split("\n")).toEqual([
            'service "postgres" { policy = "write" }',
            'key_prefix "c4/edge/env/all" { policy = "list" }',
            'key_prefix "c4/edge/env/postgres" { policy = "list" }',
            "",
        ]);
    });

    it("by a deployment in a Consul that is not its own is to write settings, and who may call routers", () => {
        expect(deployerPolicy("edge").split("\n")).toEqual([
            'key_prefix "c4/edge/" { policy = "write" }',
            'service "router" { policy = "read" intentions = "write" }',
            "",
        ]);
    });

    it("by an agent is to keep its host, by a stack that joins to write settings", () => {
        expect(agentPolicy()).toBe('node_prefix "" { policy = "write" }\nservice_prefix "" { policy = "read" }\n');
        expect(settingsPolicy("edge")).toBe('key_prefix "c4/edge/" { policy = "write" }\n');
    });
});
