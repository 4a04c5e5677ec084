import type { Workload } from "../../topology/model";

/** Labels by which pods of a platform are selected: they never change in the life of a workload. */
export function platformLabels(platform: string): Record<string, string> {
    return { "app.kubernetes.io/part-of": platform, "app.kubernetes.io/managed-by": "pulumi" };
}

/** Labels of one workload's pods, by which Services and controllers find them. */
export function selectorOf(platform: string, workload: Workload): Record<string, string> {
    return { "app.kubernetes.io/part-of": platform, "app.kubernetes.io/name": workload.name };
}

/** Labels of everything that belongs to a workload. */
export function workloadLabels(platform: string, workload: Workload): Record<string, string> {
    return {
        ...platformLabels(platform),
        "app.kubernetes.io/name": workload.name,
        "app.kubernetes.io/component": workload.role,
    };
}
