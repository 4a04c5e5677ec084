import type { TargetKind } from "../../target";
import { orphans } from "./orphans";
import { preflight } from "./preflight";
import { DockerTarget } from "./running";

export const docker: TargetKind = {
    keepsStorage: false,
    preflight,
    orphans,
    running: ({ platformName }) => new DockerTarget(platformName),
};
