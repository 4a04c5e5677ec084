import type { Input } from "@pulumi/pulumi";

/**
 * A value that only the target, or the deployment's secrets, can give. The plan carries references instead of Outputs
 * between workloads, so that it stays pure and a preview shows every resource.
 */
export type Reference = AddressReference | SecretReference;

/** Where instances of the same platform reach a workload. */
export class AddressReference {
    constructor(
        readonly workload: string,
        /** One instance of a stable workload, by its index; any of them when absent. */
        readonly instance?: number,
    ) {}
}

/** A secret that the deployment makes once and keeps. */
export class SecretReference {
    constructor(
        readonly name: string,
        /** `password`: letters and digits. `key`: random bytes, in base64. `uuid`: random bytes, as Consul writes its tokens. */
        readonly kind: "password" | "key" | "uuid",
        /** Characters of a password, bytes of the others. */
        readonly length: number,
    ) {}
}

/** What a workload's environment may hold: a literal or an Output of the user's, or a reference. */
export type Value = Input<string> | Reference;

export function isReference(value: unknown): value is Reference {
    return value instanceof AddressReference || value instanceof SecretReference;
}

/** The name under which instances of the platform reach a workload. */
export function hostOf(workload: string): AddressReference {
    return new AddressReference(workload);
}

/** Where one instance of a stable workload is reached, by its index. */
export function instanceOf(workload: string, instance: number): AddressReference {
    return new AddressReference(workload, instance);
}

/** A password that the deployment makes: 32 letters and digits, so that it can stand in a URL or a configuration file. */
export function password(name: string): SecretReference {
    return new SecretReference(name, "password", 32);
}

/** A key of 256 bits that the deployment makes. */
export function key(name: string): SecretReference {
    return new SecretReference(name, "key", 32);
}

/** A token of Consul's that the deployment makes: a UUID (RFC 9562, version 4). */
export function uuid(name: string): SecretReference {
    return new SecretReference(name, "uuid", 16);
}

/** Turns references into values. The target and the deployment's secrets fill it. */
export interface Resolver {
    address(reference: AddressReference): Input<string>;
    secret(reference: SecretReference): Input<string>;
}

export function resolve(value: Value, resolver: Resolver): Input<string> {
    if (value instanceof AddressReference) return resolver.address(value);
    if (value instanceof SecretReference) return resolver.secret(value);
    return value;
}
