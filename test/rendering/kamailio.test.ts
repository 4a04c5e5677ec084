import { describe, expect, test } from "vitest";
import { render } from "../../src/rendering/render";
import { router } from "../../src/roles/router";
import { sbc } from "../../src/roles/sbc";
import { roleContext } from "../tools/workloads";

const context = { ...roleContext, testing: true };

/** `kamailio -c` accepts a call of a route that is nowhere, and an include is looked for only on the machine. */
describe.each([
    { transport: "tls", ...sbc({}, context) },
    { transport: "tls", ...router({}, context) },
    { transport: "udp", ...sbc({}, { ...context, sip: { transport: "udp" } }) },
    { transport: "udp", ...router({}, { ...context, sip: { transport: "udp" } }) },
])("the configuration of $role, with $transport between the two,", ({ files }) => {
    const prefix = "/etc/kamailio/";
    const texts = new Map(
        files
            .filter(({ path }) => path.endsWith(".cfg"))
            .map(({ path, template, context: values }) => [path, render(template, values)]),
    );
    const whole = [...texts.values()].join("\n");
    const all = (pattern: RegExp) => [...whole.matchAll(pattern)].map(([, name]) => name ?? "");

    test("includes every section that is uploaded, and no other", () => {
        const included = all(/^include_file "(.*)"$/gm).map((path) => prefix + path);
        expect(included.sort()).toEqual([...texts.keys()].filter((path) => path !== `${prefix}kamailio.cfg`).sort());
    });

    test.each([
        ["route", /(?<!_)route\((\w+)\)/g, /^route\[(\w+)\]/gm],
        ["failure_route", /t_on_failure\("(\w+)"\)/g, /^failure_route\[(\w+)\]/gm],
        ["branch_route", /t_on_branch\("(\w+)"\)/g, /^branch_route\[(\w+)\]/gm],
        ["onreply_route", /t_on_reply\("(\w+)"\)/g, /^onreply_route\[(\w+)\]/gm],
    ])("names only a %s that there is, and has none that nobody names", (kind, used, defined) => {
        // Named in a module's parameter or as the callback of a query.
        const elsewhere = kind === "route" ? all(/route=(\w+)/g).concat(all(/http_async_query\(.*, "(\w+)"\)/g)) : [];
        expect([...new Set([...all(used), ...elsewhere])].sort()).toEqual([...new Set(all(defined))].sort());
    });

    test("loads no module twice", () => {
        const modules = all(/^loadmodule "(.*)"$/gm);
        expect(modules).toEqual([...new Set(modules)]);
    });
});
