import grpc from "@grpc/grpc-js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import structPb, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Log } from "../../src/frame/log.js";
import type { ProviderDefinition } from "../../src/frame/provider.js";
import { serve } from "../../src/frame/server.js";
import { marshal, type Properties, type Received, unmarshal } from "../../src/frame/values.js";

export interface Bag {
    readonly values: Properties;
    /** Names of the properties that are secret. */
    readonly secrets?: readonly string[];
}

export interface Resource {
    readonly urn: string;
    readonly id: string;
    readonly inputs: Properties;
    readonly inputSecrets: readonly string[];
    readonly outputs: Properties;
    readonly secrets: readonly string[];
}

export interface Difference {
    readonly kind: string;
    readonly replaces: string[];
    readonly deleteBeforeReplace: boolean;
    readonly details: Record<string, string>;
}

/** A creation or an update that left something behind. */
export class InitFailed extends Error {
    constructor(
        message: string,
        readonly id: string,
        readonly outputs: Properties,
        readonly reasons: string[],
    ) {
        super(message);
    }
}

function bag({ values, secrets = [] }: Bag): Struct {
    return structPb.Struct.fromJavaScript(marshal(values, new Set(secrets)));
}

function unbag(struct: Struct | undefined): Received {
    return unmarshal(struct?.toJavaScript() ?? {}, { assets: true });
}

type Done<Response> = (error: grpc.ServiceError | null, response: Response) => void;

function promised<Response>(start: (done: Done<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
        start((error, response) => (error ? reject(readable(error)) : resolve(response)));
    });
}

function readable(error: grpc.ServiceError): Error {
    const [packed] = error.metadata.get("grpc-status-details-bin");
    if (!packed || typeof packed === "string") return new Error(error.details);
    const [detail] = statusPb.Status.deserializeBinary(packed).getDetailsList();
    if (!detail) return new Error(error.details);
    const failed = providerPb.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
    return new InitFailed(error.details, failed.getId(), unbag(failed.getProperties()).values, failed.getReasonsList());
}

/** Speaks to a provider as the Pulumi engine does. */
export class TestProvider {
    readonly messages: string[] = [];

    private constructor(
        private readonly client: InstanceType<typeof providerGrpc.ResourceProviderClient>,
        messages: string[],
    ) {
        this.messages = messages;
    }

    static async start<Client>(
        definition: ProviderDefinition<Client>,
        config: Bag = { values: {} },
    ): Promise<TestProvider> {
        const messages: string[] = [];
        const logFor = (_urn: string, hide: (message: string) => string): Log => {
            const keep = (message: string): void => {
                messages.push(hide(message));
            };
            return { debug: keep, info: keep, progress: keep, warn: keep };
        };
        const port = await serve(definition, logFor, new AbortController());
        const client = new providerGrpc.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        const provider = new TestProvider(client, messages);
        const request = new providerPb.ConfigureRequest().setArgs(bag(config));
        const response = await promised<InstanceType<typeof providerPb.ConfigureResponse>>((done) =>
            client.configure(request, done),
        );
        if (!response.getAcceptsecrets() || !response.getSupportspreview())
            throw new Error("secrets and previews are a must");
        return provider;
    }

    stop(): void {
        this.client.close();
    }

    async checkConfig(values: Properties): Promise<string[]> {
        const request = new providerPb.CheckRequest().setNews(bag({ values }));
        const response = await promised<InstanceType<typeof providerPb.CheckResponse>>((done) =>
            this.client.checkConfig(request, done),
        );
        return response.getFailuresList().map((failure) => failure.getReason());
    }

    async check(
        type: string,
        name: string,
        news: Bag,
        olds?: Properties,
    ): Promise<{ inputs: Received; failures: string[] }> {
        const request = new providerPb.CheckRequest().setUrn(urn(type, name)).setNews(bag(news));
        if (olds) request.setOlds(bag({ values: olds }));
        const response = await promised<InstanceType<typeof providerPb.CheckResponse>>((done) =>
            this.client.check(request, done),
        );
        const failures = response.getFailuresList().map((failure) => failure.getReason());
        return { inputs: unbag(response.getInputs()), failures };
    }

    async checked(type: string, name: string, news: Bag, olds?: Properties): Promise<Received> {
        const { inputs, failures } = await this.check(type, name, news, olds);
        if (failures.length > 0) throw new Error(failures.join("\n"));
        return inputs;
    }

    async create(type: string, name: string, news: Bag, preview = false): Promise<Resource> {
        const inputs = await this.checked(type, name, news);
        const secrets = [...inputs.secrets];
        const request = new providerPb.CreateRequest()
            .setUrn(urn(type, name))
            .setProperties(bag({ values: inputs.values, secrets }))
            .setPreview(preview);
        const response = await promised<InstanceType<typeof providerPb.CreateResponse>>((done) =>
            this.client.create(request, done),
        );
        const outputs = unbag(response.getProperties());
        return {
            urn: urn(type, name),
            id: response.getId(),
            inputs: inputs.values,
            inputSecrets: secrets,
            outputs: outputs.values,
            secrets: [...outputs.secrets],
        };
    }

    /** What a program that now says `news` would do to the resource. */
    async diff(
        type: string,
        name: string,
        old: Pick<Resource, "id" | "inputs" | "outputs">,
        news: Properties,
    ): Promise<Difference> {
        const inputs = await this.checked(type, name, { values: news }, old.inputs);
        const request = new providerPb.DiffRequest()
            .setUrn(urn(type, name))
            .setId(old.id)
            .setOlds(bag({ values: old.outputs }))
            .setOldInputs(bag({ values: old.inputs }))
            .setNews(bag({ values: inputs.values }));
        const response = await promised<InstanceType<typeof providerPb.DiffResponse>>((done) =>
            this.client.diff(request, done),
        );
        const kinds = Object.entries(providerPb.PropertyDiff.Kind);
        const changes = Object.entries(providerPb.DiffResponse.DiffChanges);
        const nameIn = (entries: [string, unknown][], value: unknown): string =>
            entries.find(([, candidate]) => candidate === value)?.[0] ?? "?";
        const details: Record<string, string> = {};
        response.getDetaileddiffMap().forEach((detail, path) => {
            details[path] = nameIn(kinds, detail.getKind());
        });
        return {
            kind: nameIn(changes, response.getChanges()),
            replaces: response.getReplacesList(),
            deleteBeforeReplace: response.getDeletebeforereplace(),
            details,
        };
    }

    async update(type: string, name: string, old: Resource, news: Bag, preview = false): Promise<Resource> {
        const inputs = await this.checked(type, name, news, old.inputs);
        const secrets = [...inputs.secrets];
        const request = new providerPb.UpdateRequest()
            .setUrn(urn(type, name))
            .setId(old.id)
            .setOlds(bag({ values: old.outputs, secrets: old.secrets }))
            .setOldInputs(bag({ values: old.inputs, secrets: old.inputSecrets }))
            .setNews(bag({ values: inputs.values, secrets }))
            .setPreview(preview);
        const response = await promised<InstanceType<typeof providerPb.UpdateResponse>>((done) =>
            this.client.update(request, done),
        );
        const outputs = unbag(response.getProperties());
        return {
            ...old,
            inputs: inputs.values,
            inputSecrets: secrets,
            outputs: outputs.values,
            secrets: [...outputs.secrets],
        };
    }

    /** What the world has made of the resource; undefined when it is gone. */
    async read(old: Resource): Promise<Resource | undefined> {
        const request = new providerPb.ReadRequest()
            .setUrn(old.urn)
            .setId(old.id)
            .setProperties(bag({ values: old.outputs, secrets: old.secrets }))
            .setInputs(bag({ values: old.inputs, secrets: old.inputSecrets }));
        const response = await promised<InstanceType<typeof providerPb.ReadResponse>>((done) =>
            this.client.read(request, done),
        );
        if (response.getId() === "") return undefined;
        const outputs = unbag(response.getProperties());
        const inputs = unbag(response.getInputs());
        return {
            urn: old.urn,
            id: response.getId(),
            inputs: inputs.values,
            inputSecrets: [...inputs.secrets],
            outputs: outputs.values,
            secrets: [...outputs.secrets],
        };
    }

    async delete(old: Resource): Promise<void> {
        const request = new providerPb.DeleteRequest()
            .setUrn(old.urn)
            .setId(old.id)
            .setProperties(bag({ values: old.outputs, secrets: old.secrets }))
            .setOldInputs(bag({ values: old.inputs, secrets: old.inputSecrets }));
        await promised<InstanceType<typeof emptyPb.Empty>>((done) => this.client.delete(request, done));
    }

    async invoke(token: string, args: Bag): Promise<{ values: Received; failures: string[] }> {
        const request = new providerPb.InvokeRequest().setTok(token).setArgs(bag(args));
        const response = await promised<InstanceType<typeof providerPb.InvokeResponse>>((done) =>
            this.client.invoke(request, done),
        );
        const failures = response.getFailuresList().map((failure) => failure.getReason());
        return { values: unbag(response.getReturn()), failures };
    }

    async cancel(): Promise<void> {
        await promised<InstanceType<typeof emptyPb.Empty>>((done) => this.client.cancel(new emptyPb.Empty(), done));
    }
}

export function urn(type: string, name: string): string {
    return `urn:pulumi:dev::test::${type}::${name}`;
}
