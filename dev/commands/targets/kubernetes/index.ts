import type { TargetKind } from "../../target";
import { checkEngine } from "../engine";
import { KubernetesTarget } from "./running";

export const kubernetes: TargetKind = {
    keepsStorage: false,
    // Images are built with an engine; all else the cluster itself refuses, by name.
    preflight: () => checkEngine(false),
    // What has the name of its resource the next run takes over; what has a generated one goes with the namespace.
    orphans: async () => [],
    running: ({ platformName }) => new KubernetesTarget(platformName),
};
