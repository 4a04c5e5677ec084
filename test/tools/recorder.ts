import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";

/** A resource as the engine would have been asked for it. */
export interface Recorded {
    readonly type: string;
    readonly name: string;
    readonly inputs: Record<string, unknown>;
    /** Name of the provider that it was given, or has from its parent. */
    readonly provider?: string | undefined;
}

/** What a program registered, in the place of an engine. */
export class Recorder {
    readonly resources: Recorded[] = [];

    /** The one resource of a name. */
    get(name: string): Recorded {
        const found = this.resources.filter((resource) => resource.name === name);
        const [only] = found;
        if (!only || found.length > 1) {
            throw new Error(`${found.length} resources are named ${name}; there are ${this.names().join(", ")}.`);
        }
        return only;
    }

    names(type?: string): string[] {
        return this.resources.filter((resource) => !type || resource.type === type).map((resource) => resource.name);
    }
}

/** Runs a program against recording mocks and waits until every resource it made is registered. */
export async function record<T>(program: () => T, preview = false): Promise<{ recorder: Recorder; result: T }> {
    const recorder = new Recorder();
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, id, provider }) => {
                recorder.resources.push({ type, name, inputs: showSecrets(inputs), provider: nameIn(provider) });
                return { id: id || `${name}-id`, state: { ...inputs, ...computed(type, name, inputs) } };
            },
            call: ({ token, inputs }) => {
                if (token === "consul:index/getAclTokenSecretId:getAclTokenSecretId") {
                    return { ...inputs, secretId: `secret-of-${inputs.accessorId}` };
                }
                throw new Error(`The program called ${token}, which no test expects.`);
            },
        },
        "project",
        "stack",
        preview,
    );
    const result = program();
    await pulumi.runtime.disconnect();
    return { recorder, result };
}

/** The name in a reference to a provider: its URN, and its id behind that. */
function nameIn(provider: string | undefined): string | undefined {
    return provider?.split("::").at(-2);
}

/** The value of an Output, awaited. */
export function known<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => {
        output.apply(resolve);
    });
}

/** The SDK's mark of a secret on the wire, replaced by `{ secret: value }`, which a test can read and compare. */
function showSecrets(inputs: Record<string, unknown>): Record<string, unknown> {
    const secretMark = "4dabf18193072939515e22adb298388d";
    return Object.fromEntries(
        Object.entries(inputs).map(([key, value]) => {
            const isSecret = typeof value === "object" && value !== null && secretMark in value && "value" in value;
            return [key, isSecret ? { secret: value.value } : value];
        }),
    );
}

/** What the providers would compute. */
function computed(type: string, name: string, inputs: Record<string, unknown>): Record<string, unknown> {
    if (type === "kubernetes:core/v1:Service") {
        return {
            spec: { ports: [], ...Object(inputs.spec), clusterIP: `address-of-${name}` },
            status: { loadBalancer: { ingress: [{ ip: `balancer-of-${name}` }] } },
        };
    }
    if (type === "random:index/randomPassword:RandomPassword") return { result: `${name}-result` };
    if (type === "random:index/randomBytes:RandomBytes") {
        const hex = createHash("sha256").update(name).digest("hex").slice(0, 32);
        return { base64: `${name}-base64`, hex };
    }
    if (type === "tls:index/privateKey:PrivateKey") return { privateKeyPem: `-----BEGIN PRIVATE KEY-----${name}` };
    if (type === "tls:index/certRequest:CertRequest") return { certRequestPem: name };
    if (type === "tls:index/selfSignedCert:SelfSignedCert" || type === "tls:index/locallySignedCert:LocallySignedCert")
        return { certPem: `-----BEGIN CERTIFICATE-----${name}` };
    if (type === "consul:index/aclToken:AclToken") return { accessorId: name };
    if (type === "consul:index/aclPolicy:AclPolicy") return { name: `${name}-1a2b3c4` };
    if (type === "docker:index/remoteImage:RemoteImage") return { imageId: `sha256:${name}` };
    if (type === "docker:index/network:Network" || type === "docker:index/volume:Volume")
        return { name: `${name}-1a2b3c4` };
    if (type === "docker:index/container:Container") return { name: `${name}-1a2b3c4` };
    return {};
}
