import { describe, expect, it } from "vitest";
import type { RunningInstance } from "../../../dev/commands/target";
import type { DeployedStack } from "../deployed-stack";
import { strangersPromises } from "./index";
import { apiTries, leafOfServer, ngTries, silence, type Try, tries } from "./tries";

const all = [...tries, ...ngTries, ...apiTries];

/** Ends of what an admitted machine tries: nothing but the service itself is in its way. */
function untilTheService(attempt: Try): RegExp {
    if (ngTries.includes(attempt)) return /^(ping|list) d.*6:result/;
    if (apiTries.includes(attempt))
        return /"detail":"(Missing X-Auth-Token header|The provided token is not valid)".* 401 ?$/;
    // Agents listen on loopback. A server that is its host's agent has what instances there have asked it for, for whoever reaches it.
    if (attempt.workload === "consul-agent") return /curl: \(7\)/;
    return attempt === leafOfServer ? / (200|403) ?$/ : attempt.refusal;
}

/** @param on Runs a command as root on the host of an instance. */
export function strangersOnHosts(
    platform: DeployedStack,
    on: (instance: RunningInstance, ...command: string[]) => Promise<string>,
): void {
    const network = async () => `c4-hosts-${platform.name}`;
    strangersPromises(platform, [
        {
            ...{ stands: "on the hosts' own network is told nothing at all", network },
            ...{ tries: all, end: () => silence },
        },
        {
            // The engine's own machine, which dev/hosts has admitted: without the table each service is reached.
            ...{ stands: "who is admitted is told by each service itself what he may", network: async () => "host" },
            ...{ tries: all, end: untilTheService },
        },
    ]);

    describe("on a host that others use, too", () => {
        const user = (workload: string) => `c4-${platform.name}-${workload}`;
        const as = async (instance: RunningInstance, name: string, script: string) =>
            (
                await on(
                    instance,
                    ...["setpriv", `--reuid=${name}`, "--regid=nogroup", "--clear-groups", "--", "bash", "-c"],
                    `{ ${script}; } 2>&1; true`,
                )
            ).trim();

        it("has NG for the SBC's user alone, and RTPengine's own server for RTPengine's", async () => {
            const relay = await platform.only("rtpengine");
            const sbc = await platform.only("sbc");
            const [ping] = ngTries;
            if (ping === undefined) throw new Error("There is no try of NG.");
            const ng = ping.script(relay.address);
            const cli = "curl --silent --show-error --max-time 4 --data 'list totals' http://127.0.0.1:2225/cli";
            expect(await as(relay, "nobody", ng)).not.toContain("pong");
            expect(await as(relay, "nobody", cli)).toMatch(/^curl: \(7\)/);
            expect(await as(relay, user("rtpengine"), cli)).not.toContain("curl:");
            const sameHost = relay.id.split("/")[0] === sbc.id.split("/")[0];
            expect(await as(sbc, sameHost ? user("sbc") : "nobody", ng)).toContain("pong");
        });

        it("keeps each role's environment, keys and processes from the others'", async () => {
            for (const instance of await (await platform.target()).instances()) {
                const workload = instance.id.split("/")[1] ?? "";
                const files = `/etc/c4/${platform.name}/${workload}/environment /var/lib/c4/${platform.name}/${workload}/run/c4`;
                const pid = (
                    await on(instance, "systemctl", "show", "--property=MainPID", "--value", user(workload))
                ).trim();
                const told = await as(
                    instance,
                    "nobody",
                    `cat ${files} /proc/${pid}/environ /root/.ssh/authorized_keys`,
                );
                expect(told.split("\n").every((line) => /Permission denied|No such file/.test(line))).toBe(true);
            }
        });
    });
}
