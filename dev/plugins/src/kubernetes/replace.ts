import type { Change } from "../frame/diff.js";
import type { Properties } from "../frame/values.js";
import { annotationOf, textAt } from "./objects.js";

/** Changes that the API refuses, or that the official provider makes by a new object: by kind, the paths they begin with. */
const replacing: Readonly<Record<string, readonly string[]>> = {
    // Under a new name: pods that mount the old one keep it until they are replaced.
    ConfigMap: ["data", "binaryData", "immutable"],
    Secret: ["data", "stringData", "type", "immutable"],
    Deployment: ["spec.selector"],
    DaemonSet: ["spec.selector"],
    StatefulSet: ["spec.selector", "spec.serviceName", "spec.podManagementPolicy", "spec.volumeClaimTemplates"],
    Job: ["spec.selector", "spec.template", "spec.completionMode"],
    PersistentVolumeClaim: [
        "spec.accessModes",
        "spec.selector",
        "spec.storageClassName",
        "spec.volumeName",
        "spec.volumeMode",
    ],
    Service: ["spec.clusterIP"],
    Pod: ["spec"],
    StorageClass: ["provisioner", "parameters", "reclaimPolicy", "volumeBindingMode"],
    RoleBinding: ["roleRef"],
    ClusterRoleBinding: ["roleRef"],
};

const always = ["apiVersion", "kind", "metadata.name", "metadata.namespace"];

/** Whether a change is made by a new object. */
export function replaces(change: Change, news: Properties): boolean {
    const paths = [...always, ...(replacing[textAt(news, "kind") ?? ""] ?? [])];
    return paths.some(
        (path) => change.path === path || change.path.startsWith(`${path}.`) || change.path.startsWith(`${path}[`),
    );
}

/** The annotation that says that a name is the provider's. */
export const autonamed = "pulumi.com/autonamed";

/** A name that the program gave can be held by one object at a time. */
export function replacedInPlace(news: Properties): boolean {
    return annotationOf(news, autonamed) !== "true";
}
