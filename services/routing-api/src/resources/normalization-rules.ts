import { integer, text } from "../crud/field.js";
import type { Resource } from "../crud/resource.js";
import { textOf } from "../crud/values.js";
import { invalidField } from "../http/errors.js";
import { makeSubstitution } from "../routing/normalization.js";
import { literalPrefix } from "../routing/pattern.js";
import { refuseBadPattern } from "./number-pattern.js";

export const normalizationRules: Resource = {
    path: "normalization-rules",
    table: "normalization_rules",
    label: "Normalization rule",
    resource: "normalization_rule",
    key: "id",
    order: ["id"],
    ofTenant: false,
    owner: { field: "profile_id", table: "normalization_profiles" },
    fields: {
        profile_id: integer("The profile whose numbers it rewrites"),
        rule_type: integer("1: from the source's form to E.164; 2: from E.164 to the target's form", {
            default: 1,
            minimum: 1,
            maximum: 2,
        }),
        priority: integer("Lower ones are applied first", { default: 0 }),
        match_regex: text(256, "What to replace, unique within its profile"),
        replace_regex: text(256, "What to put there, with \\1 or \\g<name> for groups"),
    },
    example: { profile_id: 1, rule_type: 1, priority: 0, match_regex: "^0", replace_regex: "44" },
    uniques: { normalization_rules_match_regex_key: "match_regex" },
    references: { normalization_rules_profile_fkey: "profile_id" },
    derive: ({ next }) => {
        const match = textOf(next, "match_regex") ?? "";
        refuseBadPattern("match_regex", match);
        const substitution = makeSubstitution(match, textOf(next, "replace_regex") ?? "");
        if (typeof substitution === "string") throw invalidField("replace_regex", substitution, "value_error.regex");
        // Letters count as well: rules may be about names.
        return { match_prefix: literalPrefix(match, /^[0-9A-Za-z]*/) };
    },
};
