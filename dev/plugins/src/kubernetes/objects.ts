import { isProperties, type Properties, type Value } from "../frame/values.js";
import type { Address } from "./client.js";

/** A value deep in an object, by the names on the way. */
export function at(value: Value | undefined, ...path: string[]): Value | undefined {
    return path.reduce<Value | undefined>((found, name) => (isProperties(found) ? found[name] : undefined), value);
}

export function textAt(value: Value | undefined, ...path: string[]): string | undefined {
    const found = at(value, ...path);
    return typeof found === "string" ? found : undefined;
}

export function numberAt(value: Value | undefined, ...path: string[]): number | undefined {
    const found = at(value, ...path);
    return typeof found === "number" ? found : undefined;
}

/** The objects of a list deep in an object; none when there is no list. */
export function objectsAt(value: Value | undefined, ...path: string[]): Properties[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? found.filter(isProperties) : [];
}

/** Which object the inputs of a resource are about. */
export function addressOf(inputs: Properties): Address {
    const namespace = textAt(inputs, "metadata", "namespace");
    return {
        apiVersion: textAt(inputs, "apiVersion") ?? "",
        kind: textAt(inputs, "kind") ?? "",
        name: textAt(inputs, "metadata", "name") ?? "",
        ...(namespace === undefined ? {} : { namespace }),
    };
}

/** The official provider's id: `namespace/name`, or the name where the kind has no namespace. */
export function idOf(live: Properties): string {
    const { name, namespace } = addressOf(live);
    return namespace === undefined ? name : `${namespace}/${name}`;
}

export function annotationOf(inputs: Properties, name: string): string | undefined {
    return textAt(inputs, "metadata", "annotations", name);
}

/** An object without the book-keeping of who set what. */
export function withoutBookkeeping(live: Properties): Properties {
    const { metadata } = live;
    if (!isProperties(metadata)) return live;
    const { managedFields: _, ...rest } = metadata;
    return { ...live, metadata: rest };
}

/** As much of a live object as the inputs speak of. */
export function project(live: Value | undefined, inputs: Value): Value | undefined {
    if (live === undefined) return undefined;
    if (isProperties(inputs) && isProperties(live)) {
        const entries = Object.keys(inputs).flatMap((name): [string, Value][] => {
            const value = project(live[name], inputs[name] ?? "");
            return value === undefined ? [] : [[name, value]];
        });
        return Object.fromEntries(entries);
    }
    if (Array.isArray(inputs) && Array.isArray(live)) {
        return live.map((item, index) => project(item, inputs[index] ?? item) ?? item);
    }
    return live;
}
