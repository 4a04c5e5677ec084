import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Made } from "./provider.js";
import { marshal } from "./values.js";

/** How the engine wants to be told that a resource exists but failed to become what it should be. */
export function partialFailureStatus(message: string, made: Made): Partial<grpc.StatusObject> {
    const detail = new providerPb.ErrorResourceInitFailed()
        .setId(made.id)
        .setProperties(structPb.Struct.fromJavaScript(marshal(made.outputs, made.secrets)))
        .setReasonsList([message]);
    const packed = new anyPb.Any();
    packed.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const status = new statusPb.Status();
    status.setCode(grpc.status.UNKNOWN);
    status.setMessage(message);
    status.addDetails(packed);
    const metadata = new grpc.Metadata();
    metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
    return { code: grpc.status.UNKNOWN, details: message, metadata };
}

export function messageOf(error: unknown): string {
    return error instanceof Error ? error.message : String(error);
}
