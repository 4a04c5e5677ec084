import type { Problem } from "../frame/check.js";
import { forget, read } from "../frame/kept.js";
import type { Found } from "../frame/resource.js";
import type { Properties, Value } from "../frame/values.js";
import { hourMs } from "./certificate.js";
import { listProblems } from "./lists.js";
import { useNames } from "./uses.js";

/** Whether a certificate's time is over, or nearly so. */
function isDue({ validityEndTime }: Properties, earlyRenewalHours: Value | undefined): boolean {
    if (typeof validityEndTime !== "string") return false;
    const early = typeof earlyRenewalHours === "number" ? earlyRenewalHours : 0;
    return Date.parse(validityEndTime) - early * hourMs <= Date.now();
}

/** How a certificate lives: nothing but time changes it, and what is due is replaced by the next update. */
export const certificateLife = {
    computed: ["certPem", "readyForRenewal", "validityEndTime", "validityStartTime"],
    overdue: (state: Properties, news: Properties): readonly string[] =>
        isDue(state, news.earlyRenewalHours) ? ["readyForRenewal"] : [],
    read: async (operation: unknown, id: string, former: Properties, state: Properties): Promise<Found> => {
        const found = await read(operation, id, former, state);
        if (!isDue(state, former.earlyRenewalHours)) return found;
        return { ...found, outputs: { ...found.outputs, readyForRenewal: true } };
    },
    /** Only `earlyRenewalHours` is updated, and only where nothing is due by it. */
    update: async (): Promise<Properties> => ({ readyForRenewal: false }),
    foreseeUpdate: (): Properties => ({ readyForRenewal: false }),
    delete: forget,
};

export function certificateProblems(values: Properties): Problem[] {
    const { isCaCertificate, maxPathLength } = values;
    const limited = typeof maxPathLength === "number" && maxPathLength > 0 && isCaCertificate === false;
    const reason = `maxPathLength is ${String(maxPathLength)}; it is allowed with isCaCertificate only`;
    return [
        ...listProblems(values, "allowedUses", (use) => useNames.includes(use), `one of ${useNames.join(", ")}`),
        ...(limited ? [{ property: "maxPathLength", reason }] : []),
    ];
}
