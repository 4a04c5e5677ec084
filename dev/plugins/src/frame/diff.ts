import { isDeepStrictEqual } from "node:util";
import { isAsset, sameAsset } from "./assets.js";
import { isInternal, withDefaults } from "./check.js";
import type { Fields, Shape } from "./schema.js";
import { isProperties, type Properties, unknown, type Value } from "./values.js";

export interface Change {
    /** Property path as Pulumi writes it: `ports[0].internal`, `labels["a.b"]`. */
    readonly path: string;
    /** The top-level property. */
    readonly property: string;
    readonly kind: "add" | "delete" | "update";
    readonly replace: boolean;
    /** What differs from the program is what the state holds, not what the program said before. */
    readonly ofState?: boolean;
}

/** What is different between the former and the new inputs, as fine as the program wrote them. */
export function findChanges(fields: Fields, former: Properties, program: Properties): Change[] {
    // A default that one side does not spell out, as another version of a plugin leaves it out, is no change.
    const olds = withDefaults(fields, former).values;
    const news = withDefaults(fields, program).values;
    const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])].filter((name) => !isInternal(name));
    return names.flatMap((name) => {
        const field = fields[name];
        return differences(field?.shape, olds[name], news[name], name).map((difference) => ({
            ...difference,
            property: name,
            replace: field?.replace === true,
        }));
    });
}

type Difference = Pick<Change, "path" | "kind">;

function differences(
    shape: Shape | undefined,
    old: Value | undefined,
    now: Value | undefined,
    path: string,
): Difference[] {
    if (old === undefined && now === undefined) return [];
    if (old === undefined) return [{ path, kind: "add" }];
    if (now === undefined) return [{ path, kind: "delete" }];
    if (now === unknown || old === unknown) return [{ path, kind: "update" }];
    if (isAsset(old) || isAsset(now)) {
        return isAsset(old) && isAsset(now) && sameAsset(old, now) ? [] : [{ path, kind: "update" }];
    }
    if (Array.isArray(old) && Array.isArray(now)) {
        return shape?.kind === "set" ? setDifferences(old, now, path) : listDifferences(shape, old, now, path);
    }
    if (isProperties(old) && isProperties(now)) {
        const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].filter((key) => !isInternal(key));
        return keys.flatMap((key) => differences(shapeAt(shape, key), old[key], now[key], join(path, key)));
    }
    return old === now ? [] : [{ path, kind: "update" }];
}

function shapeAt(shape: Shape | undefined, key: string): Shape | undefined {
    if (shape?.kind === "map") return shape.of;
    return shape?.kind === "object" ? shape.fields[key]?.shape : undefined;
}

function join(path: string, key: string): string {
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function listDifferences(shape: Shape | undefined, old: Value[], now: Value[], path: string): Difference[] {
    const of = shape?.kind === "list" ? shape.of : undefined;
    const longest = Math.max(old.length, now.length);
    return Array.from({ length: longest }, (_, index) => index).flatMap((index) =>
        differences(of, old[index], now[index], `${path}[${index}]`),
    );
}

/** Order means nothing: what is in both is no change, wherever it stands. */
function setDifferences(old: Value[], now: Value[], path: string): Difference[] {
    const gone = missing(old, now);
    const come = missing(now, old);
    const both = [...gone].filter((index) => come.has(index));
    return [
        ...both.map((index): Difference => ({ path: `${path}[${index}]`, kind: "update" })),
        ...[...gone]
            .filter((index) => !come.has(index))
            .map((index): Difference => ({ path: `${path}[${index}]`, kind: "delete" })),
        ...[...come]
            .filter((index) => !gone.has(index))
            .map((index): Difference => ({ path: `${path}[${index}]`, kind: "add" })),
    ];
}

/** Indexes of the items of `from` that `other` has not. */
function missing(from: Value[], other: Value[]): Set<number> {
    const left = [...other];
    const indexes = new Set<number>();
    for (const [index, item] of from.entries()) {
        const at = left.findIndex((candidate) => isDeepStrictEqual(candidate, item));
        if (at < 0) indexes.add(index);
        else left.splice(at, 1);
    }
    return indexes;
}
