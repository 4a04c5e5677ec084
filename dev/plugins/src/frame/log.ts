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

interface Message {
    readonly urn: string;
    readonly severity: 0 | 1 | 2 | 3;
    readonly text: string;
    readonly ephemeral: boolean;
}

// What gathers while the engine takes a message is sent as one, up to this many characters.
const longestMessage = 64 * 1024;

/** Writes into the engine's log, so that messages appear beside the resource that they belong to. */
export class EngineLog {
    private readonly client: InstanceType<typeof engineGrpc.EngineClient>;
    private waiting: Message[] = [];
    private sending = false;

    constructor(address: string) {
        this.client = new engineGrpc.EngineClient(address, grpc.credentials.createInsecure());
    }

    readonly for: LogFor = (urn, hide) => {
        const { DEBUG, INFO, WARNING } = enginePb.LogSeverity;
        const send = (severity: Message["severity"], message: string, ephemeral = false): void => {
            this.waiting.push({ urn, severity, text: hide(message), ephemeral });
            this.sendNext();
        };
        return {
            debug: (message) => send(DEBUG, message),
            info: (message) => send(INFO, message),
            progress: (message) => send(INFO, message, true),
            warn: (message) => send(WARNING, message),
        };
    };

    /** One after another: calls that are under way together arrive in any order, and the lines of a program with them. */
    private sendNext(): void {
        const message = this.sending ? undefined : this.take();
        if (message === undefined) return;
        this.sending = true;
        const request = new enginePb.LogRequest()
            .setUrn(message.urn)
            .setSeverity(message.severity)
            .setMessage(message.text)
            .setEphemeral(message.ephemeral);
        this.client.log(request, (error) => {
            // The engine shows what a plugin writes to its error output when its log cannot be reached.
            if (error) process.stderr.write(`${message.text}\n`);
            this.sending = false;
            this.sendNext();
        });
    }

    private take(): Message | undefined {
        const [first] = this.waiting;
        if (first === undefined) return undefined;
        let length = 0;
        const end = this.waiting.findIndex((message, index) => {
            length += message.text.length;
            const alike =
                message.urn === first.urn &&
                message.severity === first.severity &&
                message.ephemeral === first.ephemeral;
            return index > 0 && (!alike || length > longestMessage);
        });
        const together = this.waiting.splice(0, end < 0 ? this.waiting.length : end);
        return { ...first, text: together.map(({ text }) => text).join("\n") };
    }

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
