import type { Ipbx, RoutingRule, Trunk } from "../snapshot/rows.js";
import type { Snapshot } from "../snapshot/snapshot.js";
import { prefixDigits, prefixKey } from "../snapshot/tables.js";
import { Budget } from "./budget.js";
import { allTrunksStep, rulesStep } from "./explain.js";
import { prefixesOf } from "./number.js";
import { patternOf } from "./pattern.js";
import type { Problems } from "./problems.js";

interface Outgoing {
    readonly number: string;
    readonly sources: readonly Ipbx[];
}

/**
 * The trunks that may carry a call out, in the order in which they are tried: those of the source's routing rules or, when it has no
 * rules at all, all of its tenant's.
 */
export function outboundTrunks(snapshot: Snapshot, { number, sources }: Outgoing, problem: Problems): readonly Trunk[] {
    const trunks = sources.flatMap((ipbx) => {
        if (snapshot.routing_rules.byIpbx.get(ipbx.id).length > 0)
            return trunksByRules(snapshot, ipbx, number, problem);
        const all = snapshot.carrier_trunks.byTenant.get(ipbx.tenant_uuid);
        problem.step?.(allTrunksStep(ipbx, all));
        return all;
    });
    return [...new Set(trunks)];
}

function trunksByRules(snapshot: Snapshot, ipbx: Ipbx, number: string, problem: Problems): readonly Trunk[] {
    const rules = [...prefixesOf(number)].flatMap((prefix) =>
        snapshot.routing_rules.byPrefix.get(prefixKey(ipbx.id, prefix)),
    );
    const budget = new Budget(problem);
    const weighed = [...new Set(rules)]
        .map((rule) => ({
            rule,
            length: matchLength(rule, number, budget, problem),
            group: groupOrder(snapshot, rule),
        }))
        .sort((a, b) => b.length - a.length || a.group - b.group || a.rule.id - b.rule.id);
    problem.step?.(rulesStep(ipbx, number, weighed));
    return weighed
        .filter(({ length }) => length >= 0)
        .flatMap(({ rule }) => snapshot.carrier_trunks.get(rule.carrier_trunk_id) ?? [])
        .filter((trunk) => trunk.tenant_uuid === ipbx.tenant_uuid);
}

/** How much of the number a rule's prefix covers, 0 when only its pattern matches or it has no condition, -1 when it does not match. */
function matchLength(rule: RoutingRule, number: string, budget: Budget, problem: Problems): number {
    const { prefix, did_regex: regex } = rule;
    if (prefix === null && regex === null) return 0;
    const digits = prefix === null ? undefined : prefixDigits(prefix);
    if (digits !== undefined && number.startsWith(digits)) return digits.length;
    if (regex === null || !budget.allows(rule.ipbx_id, regex, `routing rule ${rule.id}`)) return -1;
    return patternOf(regex, (text) => problem(`routing rule ${rule.id}: ${text}`)).matchesStart(number) ? 0 : -1;
}

/** Rules that are as specific as each other go by their oldest group; a rule without a group comes last. */
function groupOrder(snapshot: Snapshot, rule: RoutingRule): number {
    return snapshot.routing_groups.byRule.get(rule.id)[0]?.id ?? Number.MAX_SAFE_INTEGER;
}
