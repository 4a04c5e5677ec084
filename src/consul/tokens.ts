import * as consul from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import { forEachTokenRole } from "../arguments/consul-connection";
import { agentPolicy, rolePolicy, type ServiceRole, settingsPolicy } from "./policies";

/** The tokens of a platform's roles, by role. */
export type RoleTokens = Readonly<Record<ServiceRole, pulumi.Output<string>>>;

/** Makes tokens in a Consul, each with a policy of its own. */
export class TokenIssuer {
    /**
     * @param name What the resources are named after.
     * @param generation How often tokens were made anew: another one gives new tokens before the old ones are removed.
     */
    constructor(
        private readonly name: string,
        private readonly platform: string,
        private readonly generation: number,
        private readonly opts: pulumi.CustomResourceOptions,
    ) {}

    /** The token of client agents. */
    forAgents(): pulumi.Output<string> {
        return this.issue("agent", agentPolicy());
    }

    /** The token of stacks whose roles join the platform: for settings. */
    forSettings(): pulumi.Output<string> {
        return this.issue("settings", settingsPolicy(this.platform));
    }

    /** One token a role. */
    forRoles(): RoleTokens {
        return forEachTokenRole((role) => this.issue(role, rolePolicy(this.platform, role)));
    }

    private issue(holder: string, rules: string): pulumi.Output<string> {
        const policy = new consul.AclPolicy(
            `${this.name}-${holder}-policy`,
            { description: `C4 platform ${this.platform}: ${holder}`, rules },
            this.opts,
        );
        const again = this.generation === 1 ? "" : `-${this.generation}`;
        const token = new consul.AclToken(
            `${this.name}-${holder}-token${again}`,
            { description: `C4 platform ${this.platform}: ${holder}`, policies: [policy.name] },
            this.opts,
        );
        const { provider, parent, dependsOn } = this.opts;
        // Not before Consul is well: a preview that finds its servers gone asks nobody.
        const asked = { provider, parent, dependsOn };
        const found = consul.getAclTokenSecretIdOutput({ accessorId: token.accessorId }, asked);
        return pulumi.secret(found.secretId);
    }
}
