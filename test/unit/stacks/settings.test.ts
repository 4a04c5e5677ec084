import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { Settings } from "../../../stacks/settings";

describe("the configuration of a stack", () => {
    beforeAll(async () => {
        await pulumi.runtime.setMocks(
            { newResource: ({ name }) => ({ id: name, state: {} }), call: () => ({}) },
            "wazo-c4",
            "trial",
        );
    });
    const configured = (config: Record<string, string>) => {
        pulumi.runtime.setAllConfig({ "other:routeers": "9", ...config });
        return new Settings();
    };

    it("is read by the types of the arguments that it becomes", () => {
        const settings = configured({
            "wazo-c4:routers": "3",
            "wazo-c4:testing": "true",
            "wazo-c4:domains": '["sip.example.com"]',
            "wazo-c4:routerLayers": '{"burst": 2}',
            "wazo-c4:routerAutoscale": '{"min": 1, "max": 4, "cpuPercent": 60}',
        });
        expect(settings.number("routers")).toBe(3);
        expect(settings.flag("testing")).toBe(true);
        expect(settings.texts("domains")).toEqual(["sip.example.com"]);
        expect(settings.counts("routerLayers")).toEqual({ burst: 2 });
        expect(settings.range("routerAutoscale")).toEqual({ min: 1, max: 4, cpuPercent: 60 });
        expect(settings.text("platform")).toBeUndefined();
    });

    it("has variables as text, whatever YAML takes them for", () => {
        const settings = configured({ "wazo-c4:environment": '{"LOG_LEVEL": 2, "VERBOSE": true, "NAME": "a"}' });
        expect(settings.variables("environment")).toEqual({ LOG_LEVEL: "2", VERBOSE: "true", NAME: "a" });
    });

    it("refuses a setting that there is not, by name, with those that there are", () => {
        expect(() => configured({ "wazo-c4:routeers": "3" })).toThrow(
            /^wazo-c4:routeers is no setting of this program\. Allowed: accessControl, admit, apiPort, .*, routers, .*\.$/,
        );
    });
});
