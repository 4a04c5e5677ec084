import grpc from "@grpc/grpc-js";
import providerPb from "@pulumi/pulumi/proto/provider_pb.js";
import statusPb from "@pulumi/pulumi/proto/status_pb.js";
import anyPb from "google-protobuf/google/protobuf/any_pb.js";
import structPb from "google-protobuf/google/protobuf/struct_pb.js";
import type { Made } from "./resource.js";
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

// An error's text travels in an HTTP/2 header, where every byte may take three, and 64 KiB are the limit.
const headBytes = 4 * 1024;
const tailBytes = 12 * 1024;

/** The beginning, which says what failed, and the end, which mostly says why. */
export function shortened(message: string): string {
    const bytes = Buffer.from(message, "utf8");
    const left = bytes.length - headBytes - tailBytes;
    if (left <= 0) return message;
    const head = bytes.subarray(0, headBytes).toString("utf8");
    return `${head}\n… (${left} bytes are left out here) …\n${bytes.subarray(-tailBytes).toString("utf8")}`;
}
