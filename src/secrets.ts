import type { Output, Resource } from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { Once } from "./topology/once";
import type { SecretReference } from "./topology/references";

/**
 * The secrets of a platform, each made when the first workload asks for it. RandomPassword and RandomBytes keep their
 * result out of ids and plain state, which RandomId and RandomUuid do not.
 */
export class Secrets {
    private readonly secrets = new Once<string, Output<string>>();

    constructor(
        private readonly prefix: string,
        private readonly parent: Resource,
    ) {}

    get(reference: SecretReference): Output<string> {
        return this.secrets.get(reference.name, () => this.draw(reference));
    }

    private draw({ name, kind, length }: SecretReference): Output<string> {
        const options = { parent: this.parent };
        const resource = `${this.prefix}-${name}`;
        switch (kind) {
            case "password":
                return new random.RandomPassword(resource, { length, special: false }, options).result;
            case "key":
                return new random.RandomBytes(resource, { length }, options).base64;
            case "uuid":
                return new random.RandomBytes(resource, { length }, options).hex.apply(uuidOf);
        }
    }
}

/** 16 random bytes as a UUID, with the bits that say how it was made (RFC 9562, 5.4). */
function uuidOf(hex: string): string {
    const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
    const digits = `${hex.slice(0, 12)}4${hex.slice(13, 16)}${variant}${hex.slice(17)}`;
    return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
