// The targets, each loaded when a program first asks for it: whoever uses one has not installed the SDKs of the others.

import { RunError } from "@pulumi/pulumi";
import type * as dockerModule from "./docker/index";
import type * as kubernetesModule from "./kubernetes/index";
import type * as vmsModule from "./vms/index";

/** What a target needs beside what every platform does: optional peers of this package. */
export const peersOf: Readonly<Record<"docker" | "kubernetes" | "vms", readonly string[]>> = {
    docker: ["@pulumi/docker"],
    kubernetes: ["@pulumi/kubernetes", "@pulumi/docker"],
    vms: ["@pulumi/command"],
};

// An editor shows the documentation of the functions that these stand for.

export const docker: typeof dockerModule.docker = (given) =>
    load<typeof dockerModule>("docker", () => require("./docker/index")).docker(given);

export const kubernetes: typeof kubernetesModule.kubernetes = (given) =>
    load<typeof kubernetesModule>("kubernetes", () => require("./kubernetes/index")).kubernetes(given);

export const vms: typeof vmsModule.vms = (given) =>
    load<typeof vmsModule>("vms", () => require("./vms/index")).vms(given);

function load<Module>(target: keyof typeof peersOf, module: () => Module): Module {
    const absent = peersOf[target].filter((peer) => !isInstalled(peer));
    if (absent.length === 0) return module();
    throw new RunError(
        `c4.${target}() needs ${absent.join(" and ")}, which ${absent.length > 1 ? "are" : "is"} not installed. ` +
            `Next: npm install ${absent.join(" ")}`,
    );
}

function isInstalled(peer: string): boolean {
    try {
        require.resolve(peer);
        return true;
    } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "MODULE_NOT_FOUND") return false;
        throw error;
    }
}
