import type { RouterArgs } from "../args";
import type { Workload } from "../topology/model";
import { password } from "../topology/references";
import { type RoleContext, service } from "./common";
import { kamailio, kamailioPorts, portNumbers } from "./kamailio";

/** The router: asks the routing API where a call goes, tells the SBC, and steps out. */
export function router(args: RouterArgs, context: RoleContext): Workload {
    const numbers = portNumbers(args);
    const ports = kamailioPorts(numbers);
    return service("router", args, context, {
        ...kamailio({
            role: "router",
            context: { ...numbers, testing: context.testing },
            sections: ["modules", "ask", "decide"],
            lists: ["dispatcher", "api"],
            tables: ["common/version"],
        }),
        ports,
        ...(args.autoscale === undefined ? {} : { autoscale: args.autoscale }),
        secrets: { ROUTER_AUTH_SECRET: args.authSecret ?? password("router-auth-secret") },
        tags: ["router", "kamailio"],
        weight: args.weight ?? 50,
        drain: { command: "/usr/local/lib/c4/c4-drain-kamailio", defaultSeconds: 10 },
        after: ["routing-api"],
    });
}
