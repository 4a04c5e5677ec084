import { isRecord } from "./json.js";

/**
 * Makes loosely typed input fit a flat object schema, because Kamailio and portals send numbers as strings and the reverse.
 * What cannot be understood is left as it is: validation then says what is wrong with it. Unknown fields are dropped, unless the
 * schema is closed.
 */
export function coerce(schema: unknown, data: unknown): unknown {
    if (!isRecord(schema) || !isRecord(schema.properties) || !isRecord(data)) return data;
    const result: Record<string, unknown> = schema.additionalProperties === false ? { ...data } : {};
    for (const [name, property] of Object.entries(schema.properties)) {
        const value = Object.hasOwn(data, name) ? data[name] : undefined;
        if (value === undefined) {
            if (isRecord(property) && property.default !== undefined) result[name] = property.default;
        } else {
            result[name] = isRecord(property) ? coerceValue(property, value) : value;
        }
    }
    return result;
}

function coerceValue(schema: Record<string, unknown>, value: unknown): unknown {
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    if (types.includes("integer")) return toInteger(value);
    if (types.includes("boolean")) return toBoolean(value);
    if (schema.format === "date-time") return toDateTime(value);
    if (schema.format === "uuid") return toUuid(value);
    if (types.includes("string") && typeof value === "number") return String(value);
    return value;
}

function toInteger(value: unknown): unknown {
    return typeof value === "string" && /^\s*[+-]?\d{1,15}\s*$/.test(value) ? Number(value) : value;
}

const booleans = new Map<unknown, boolean>([
    [1, true],
    ["1", true],
    ["true", true],
    ["on", true],
    ["yes", true],
    [0, false],
    ["0", false],
    ["false", false],
    ["off", false],
    ["no", false],
]);

function toBoolean(value: unknown): unknown {
    return booleans.get(typeof value === "string" ? value.toLowerCase() : value) ?? value;
}

/** ISO 8601, in UTC unless it names a zone, or Unix seconds. */
function toDateTime(value: unknown): unknown {
    const date = typeof value === "number" || isNumeric(value) ? new Date(Number(value) * 1000) : fromIso(value);
    return date !== undefined && !Number.isNaN(date.getTime()) ? date.toISOString() : value;
}

function isNumeric(value: unknown): boolean {
    return typeof value === "string" && /^\d+(\.\d+)?$/.test(value);
}

function fromIso(value: unknown): Date | undefined {
    if (typeof value !== "string") return undefined;
    const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(value);
    if (match === null) return undefined;
    const [, day, time, zone] = match;
    return new Date(`${day}T${time}${zone === undefined ? "Z" : zone.toUpperCase().replace(/(\d\d)(\d\d)$/, "$1:$2")}`);
}

/** Lower case and with hyphens, so that two spellings of one UUID compare equal. */
function toUuid(value: unknown): unknown {
    if (typeof value !== "string") return value;
    const match = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i.exec(value);
    return match === null ? value : match.slice(1).join("-").toLowerCase();
}
