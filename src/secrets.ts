import type { Input, Resource } from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { SecretReference } from "./topology/references";

/**
 * The secrets of a platform, each made when the first workload asks for it. RandomPassword and RandomBytes keep their
 * result out of ids and plain state, which RandomId and RandomUuid do not.
 */
export class Secrets {
    private readonly made = new Map<string, Input<string>>();

    constructor(
        private readonly prefix: string,
        private readonly parent: Resource,
    ) {}

    get(reference: SecretReference): Input<string> {
        const secret = this.made.get(reference.name) ?? this.make(reference);
        this.made.set(reference.name, secret);
        return secret;
    }

    private make({ name, kind, length }: SecretReference): Input<string> {
        const options = { parent: this.parent };
        return kind === "key"
            ? new random.RandomBytes(`${this.prefix}-${name}`, { length }, options).base64
            : new random.RandomPassword(`${this.prefix}-${name}`, { length, special: false }, options).result;
    }
}
