import type { Workload } from "./model";
import { AddressReference } from "./references";

/** Which other workloads, or instances of them, a workload refers to by address: in its environment and in its files. */
export function addressesIn({ secrets, settings, files }: Workload): AddressReference[] {
    return found([secrets, settings, files.map(({ context }) => context)]);
}

function found(value: unknown): AddressReference[] {
    if (value instanceof AddressReference) return [value];
    if (Array.isArray(value)) return value.flatMap(found);
    return isPlain(value) ? Object.values(value).flatMap(found) : [];
}

/** What is an Output, or another class's, holds no reference. */
function isPlain(value: unknown): value is object {
    return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
