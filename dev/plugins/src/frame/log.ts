import grpc from "@grpc/grpc-js";
import engineGrpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import enginePb from "@pulumi/pulumi/proto/engine_pb.js";

export interface Log {
    debug(message: string): void;
    info(message: string): void;
    /** Shown while it lasts and not kept. */
    progress(message: string): void;
    warn(message: string): void;
}

/** Where messages about one resource go; an empty URN means the plugin itself. */
export type LogFor = (urn: string, hide: (message: string) => string) => Log;

/** Writes into the engine's log, so that messages appear beside the resource that they belong to. */
export class EngineLog {
    private readonly client: InstanceType<typeof engineGrpc.EngineClient>;

    constructor(address: string) {
        this.client = new engineGrpc.EngineClient(address, grpc.credentials.createInsecure());
    }

    readonly for: LogFor = (urn, hide) => {
        const { DEBUG, INFO, WARNING } = enginePb.LogSeverity;
        const send = (severity: 0 | 1 | 2 | 3, message: string, ephemeral = false): void => {
            const request = new enginePb.LogRequest()
                .setUrn(urn)
                .setSeverity(severity)
                .setMessage(hide(message))
                .setEphemeral(ephemeral);
            this.client.log(request, (error) => {
                // The engine shows what a plugin writes to its error output when its log cannot be reached.
                if (error) process.stderr.write(`${hide(message)}\n`);
            });
        };
        return {
            debug: (message) => send(DEBUG, message),
            info: (message) => send(INFO, message),
            progress: (message) => send(INFO, message, true),
            warn: (message) => send(WARNING, message),
        };
    };

    /** Calls back once the engine cannot be reached any more: killed, it cannot stop its plugins. */
    onLost(callback: () => void): void {
        const channel = this.client.getChannel();
        const watch = (): void => {
            const state = channel.getConnectivityState(true);
            if (state === grpc.connectivityState.TRANSIENT_FAILURE || state === grpc.connectivityState.SHUTDOWN) {
                callback();
            } else {
                channel.watchConnectivityState(state, Number.POSITIVE_INFINITY, watch);
            }
        };
        watch();
    }
}

/** For a plugin that was started by hand. */
export const logToErrorOutput: LogFor = (urn, hide) => {
    const write = (message: string): void => {
        process.stderr.write(`${urn === "" ? "" : `${urn}: `}${hide(message)}\n`);
    };
    return { debug: () => undefined, info: write, progress: write, warn: write };
};
