import type { TargetKind } from "../../target";
import { checkEngine } from "../engine";
import { VmsTarget } from "./running";

export const vms: TargetKind = {
    keepsStorage: true,
    // Images are built with an engine; what a host lacks it says itself, before anything is changed there.
    preflight: () => checkEngine(false),
    // Each step on a host can be done again.
    orphans: async () => [],
    running: ({ platformName, inventory }) => {
        if (inventory !== undefined) return new VmsTarget(platformName, inventory);
        throw new Error(
            `The platform ${platformName} runs on hosts, but its stack puts no inventory out. Run: make up`,
        );
    },
};
