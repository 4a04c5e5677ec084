import { describe, expect, it } from "vitest";
import { run } from "../../../dev/commands/shell";
import type { DeployedStack } from "../deployed-stack";

const drawn = [
    "administrator-token",
    ...["agent", "authority", "client", "server"].map((holder) => `consul-${holder}-key`),
    "consul-dns-token",
    "consul-gossip-key",
    "consul-management-token",
    "encryption-key",
    "kamailio-token",
    "postgres-password",
    "router-auth-secret",
];

/** Secrets stay secret; an administrator of the target sees those of `inDefinitions` in the definitions of a role's instances. */
export function secretPromises(
    platform: DeployedStack,
    inDefinitions: Readonly<Record<string, readonly string[]>>,
): void {
    describe("secrets", () => {
        it("are shown to nobody who does not need them", async () => {
            const secrets = await platform.secrets();
            expect(Object.keys(secrets).sort()).toEqual(
                [
                    ...["management", "postgres", "router", "routing-api", "rtpengine", "sbc", "settings"],
                    ...drawn.map((name) => `${platform.name}-${name}`),
                ].sort(),
            );
            const target = await platform.target();
            const since = new Date(Date.now() - 3_600_000);
            const stack = ["--stack", platform.stack.name];
            const everywhere = [
                await run("pulumi", ["stack", "export", ...stack]),
                await run("pulumi", ["preview", "--diff", ...stack]),
                await platform.keyValues(),
            ];
            const shown: Record<string, string[]> = {};
            for (const instance of await target.instances()) {
                everywhere.push(await target.logs(instance, since), await target.processes(instance));
                const definition = await target.definition(instance);
                const names = Object.keys(secrets).filter((name) => definition.includes(secrets[name] ?? ""));
                if (names.length === 0) continue;
                shown[instance.role] = [...new Set([...(shown[instance.role] ?? []), ...names])].sort();
            }
            for (const secret of Object.values(secrets)) {
                expect(secret.length).toBeGreaterThanOrEqual(24);
                for (const text of everywhere) {
                    expect(text).not.toBe("");
                    expect(text).not.toContain(secret);
                }
            }
            expect(shown).toEqual(inDefinitions);
        });
    });
}
