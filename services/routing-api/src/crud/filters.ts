import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Filter } from "./resource.js";
import type { Value } from "./values.js";

/** What a row must meet to be in a list that is narrowed by a filter. */
export function conditionOf({ column, comparison }: Filter, value: Value): RawBuilder<SqlBool> {
    const each = [column].flat().map((name) => {
        const of = sql.ref(name);
        switch (comparison) {
            case "user":
                // With and without a leading plus, which a query may hold as the blank that it stands for there.
                return sql<SqlBool>`ltrim(split_part(split_part(${of}, ':', 2), '@', 1), '+') = ltrim(${value}, '+ ')`;
            case "ms >=":
                return sql<SqlBool>`${of} >= ${milliseconds(value)}`;
            case "ms <":
                return sql<SqlBool>`${of} < ${milliseconds(value)}`;
            default:
                return sql<SqlBool>`${of} ${sql.raw(comparison)} ${value}`;
        }
    });
    return sql<SqlBool>`(${sql.join(each, sql` or `)})`;
}

function milliseconds(moment: Value): RawBuilder<number> {
    return sql<number>`(extract(epoch from ${moment}::timestamptz) * 1000)::bigint`;
}
