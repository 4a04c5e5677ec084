import { setMaxListeners } from "node:events";
import grpc from "@grpc/grpc-js";
import pluginPb from "@pulumi/pulumi/proto/plugin_pb.js";
import providerGrpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import type * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import emptyPb from "google-protobuf/google/protobuf/empty_pb.js";
import structPb, { type Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import type { Problem } from "./check.js";
import { messageOf, partialFailureStatus, shortened } from "./failure.js";
import type { LogFor } from "./log.js";
import { type Checked, type Diffed, Provider, type ProviderDefinition, Unfinished } from "./provider.js";
import { hideSecrets, marshal, type Properties, type Received, unmarshal, type WireRules } from "./values.js";

// The limit of Pulumi's own SDKs: a state with files in it is larger than gRPC's default of 4 MiB.
const maxMessageBytes = 400 * 1024 * 1024;

type Receive = (struct: Struct | undefined) => Received;

function receiver(rules: WireRules | undefined): Receive {
    return (struct) => unmarshal(struct?.toJavaScript() ?? {}, rules);
}

function send(values: Properties, secrets: ReadonlySet<string>): Struct {
    return structPb.Struct.fromJavaScript(marshal(values, secrets));
}

type Answer = <Request, Response>(
    handle: (request: Request) => Promise<Response> | Response,
    received?: (request: Request) => (Struct | undefined)[],
) => grpc.handleUnaryCall<Request, Response>;

/** Answers a call by a promise; what it throws becomes the call's error, without the secrets that the request held. */
function answering(receive: Receive): Answer {
    // What cannot be read is what the error is about, and names no value.
    const secretTexts = (struct: Struct | undefined): readonly string[] => {
        try {
            return receive(struct).secretTexts;
        } catch {
            return [];
        }
    };
    return (handle, received = () => []) =>
        (call, callback) => {
            const fail = (error: unknown): void => {
                const message = shortened(hideSecrets(messageOf(error), received(call.request).flatMap(secretTexts)));
                if (error instanceof Unfinished) {
                    callback(partialFailureStatus(message, error.made));
                } else {
                    callback({ code: grpc.status.UNKNOWN, details: message });
                }
            };
            Promise.resolve()
                .then(() => handle(call.request))
                .then((response) => callback(null, response), fail);
        };
}

function failures(problems: Problem[]): pb.CheckFailure[] {
    return problems.map(({ property, reason }) =>
        new providerPb.CheckFailure().setProperty(property).setReason(reason),
    );
}

function checkResponse(checked: Checked): pb.CheckResponse {
    return new providerPb.CheckResponse()
        .setInputs(send(checked.inputs, checked.secrets))
        .setFailuresList(failures(checked.problems));
}

function diffResponse(diffed: Diffed): pb.DiffResponse {
    const { Kind } = providerPb.PropertyDiff;
    const kinds = {
        add: [Kind.ADD, Kind.ADD_REPLACE],
        delete: [Kind.DELETE, Kind.DELETE_REPLACE],
        update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
    } as const;
    const { DIFF_NONE, DIFF_SOME } = providerPb.DiffResponse.DiffChanges;
    const response = new providerPb.DiffResponse()
        .setChanges(diffed.changes.length > 0 || diffed.mend ? DIFF_SOME : DIFF_NONE)
        .setReplacesList([...diffed.replaces])
        .setDiffsList([...new Set(diffed.changes.map((change) => change.property))])
        .setDeletebeforereplace(diffed.deleteBeforeReplace)
        .setHasdetaileddiff(diffed.changes.length > 0);
    for (const change of diffed.changes) {
        const detail = new providerPb.PropertyDiff()
            .setKind(kinds[change.kind][change.replace ? 1 : 0])
            .setInputdiff(change.ofState !== true);
        response.getDetaileddiffMap().set(change.path, detail);
    }
    return response;
}

/** Serves one provider by the engine's protocol and gives back the port. */
export async function serve<Client>(
    definition: ProviderDefinition<Client>,
    logFor: LogFor,
    cancellation: AbortController,
): Promise<number> {
    const provider = new Provider(definition, logFor);
    // As many operations wait for it as the engine runs at a time: that is no leak.
    setMaxListeners(0, cancellation.signal);
    const server = new grpc.Server({
        "grpc.max_receive_message_length": maxMessageBytes,
        "grpc.max_send_message_length": maxMessageBytes,
    });
    server.addService(providerGrpc.ResourceProviderService, handlers(provider, definition, cancellation));
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
            if (error) reject(error);
            else resolve(port);
        });
    });
}

function handlers<Client>(
    provider: Provider<Client>,
    definition: ProviderDefinition<Client>,
    cancellation: AbortController,
): grpc.UntypedServiceImplementation {
    const { signal } = cancellation;
    const receive = receiver(definition.wire);
    const answer = answering(receive);
    return {
        getPluginInfo: answer(() => new pluginPb.PluginInfo().setVersion(definition.version)),
        getSchema: answer(() =>
            new providerPb.GetSchemaResponse().setSchema(
                JSON.stringify({ name: definition.name, version: definition.version }),
            ),
        ),
        checkConfig: answer(
            (request: pb.CheckRequest) => checkResponse(provider.checkConfig(receive(request.getNews()))),
            (request) => [request.getNews()],
        ),
        diffConfig: answer(
            (request: pb.DiffRequest) =>
                diffResponse(provider.diffConfig(receive(request.getOldInputs()), receive(request.getNews()))),
            (request) => [request.getOldInputs(), request.getNews()],
        ),
        configure: answer(
            (request: pb.ConfigureRequest) => {
                provider.configure(receive(request.getArgs()));
                return new providerPb.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
            },
            (request) => [request.getArgs()],
        ),
        check: answer(
            (request: pb.CheckRequest) =>
                checkResponse(
                    provider.check(
                        request.getUrn(),
                        receive(request.getOlds()).values,
                        receive(request.getNews()),
                        request.getRandomseed_asU8(),
                    ),
                ),
            (request) => [request.getNews()],
        ),
        diff: answer(
            (request: pb.DiffRequest) =>
                diffResponse(
                    provider.diff(
                        request.getUrn(),
                        receive(request.getOlds()).values,
                        receive(request.getOldInputs()).values,
                        receive(request.getNews()).values,
                    ),
                ),
            (request) => [request.getOlds(), request.getOldInputs(), request.getNews()],
        ),
        create: answer(
            async (request: pb.CreateRequest) => {
                const inputs = receive(request.getProperties());
                const made = await provider.create(request.getUrn(), inputs, request.getPreview(), signal);
                return new providerPb.CreateResponse().setId(made.id).setProperties(send(made.outputs, made.secrets));
            },
            (request) => [request.getProperties()],
        ),
        read: answer(
            async (request: pb.ReadRequest) => {
                const found = await provider.read(
                    request.getUrn(),
                    request.getId(),
                    receive(request.getInputs()),
                    receive(request.getProperties()),
                    signal,
                );
                const response = new providerPb.ReadResponse();
                if (!found) return response;
                return response
                    .setId(found.id)
                    .setProperties(send(found.outputs, found.secrets))
                    .setInputs(send(found.inputs, found.secrets));
            },
            (request) => [request.getInputs(), request.getProperties()],
        ),
        update: answer(
            async (request: pb.UpdateRequest) => {
                const made = await provider.update(
                    request.getUrn(),
                    request.getId(),
                    receive(request.getNews()),
                    receive(request.getOldInputs()),
                    receive(request.getOlds()),
                    request.getPreview(),
                    signal,
                );
                return new providerPb.UpdateResponse().setProperties(send(made.outputs, made.secrets));
            },
            (request) => [request.getNews(), request.getOldInputs(), request.getOlds()],
        ),
        delete: answer(
            async (request: pb.DeleteRequest) => {
                await provider.delete(
                    request.getUrn(),
                    request.getId(),
                    receive(request.getOldInputs()),
                    receive(request.getProperties()),
                    signal,
                );
                return new emptyPb.Empty();
            },
            (request) => [request.getOldInputs(), request.getProperties()],
        ),
        invoke: answer(
            async (request: pb.InvokeRequest) => {
                const result = await provider.invoke(request.getTok(), receive(request.getArgs()), signal);
                return new providerPb.InvokeResponse()
                    .setReturn(send(result.outputs, result.secrets))
                    .setFailuresList(failures(result.problems));
            },
            (request) => [request.getArgs()],
        ),
        cancel: answer(() => {
            cancellation.abort(new Error("the operation was cancelled"));
            return new emptyPb.Empty();
        }),
    };
}
