import { EngineLog, logToErrorOutput } from "./frame/log.js";
import { serve } from "./frame/server.js";

const [name, engineAddress] = process.argv.slice(2);
const cancellation = new AbortController();

async function start(): Promise<number> {
    const engine = engineAddress === undefined ? undefined : new EngineLog(engineAddress);
    engine?.onLost(() => {
        cancellation.abort(new Error("the Pulumi engine is gone"));
        process.exit(1);
    });
    const log = engine?.for ?? logToErrorOutput;
    // Each Pulumi command starts six of these: one that reads the others' code, too, takes three times as long.
    switch (name) {
        case "command":
            return serve((await import("./command/provider.js")).command, log, cancellation);
        case "consul":
            return serve((await import("./consul/provider.js")).consul, log, cancellation);
        case "docker":
            return serve((await import("./docker/provider.js")).docker, log, cancellation);
        case "kubernetes":
            return serve((await import("./kubernetes/provider.js")).kubernetes, log, cancellation);
        case "random":
            return serve((await import("./random/provider.js")).random, log, cancellation);
        case "tls":
            return serve((await import("./tls/provider.js")).tls, log, cancellation);
        default:
            throw new Error(
                `usage: main.js command|consul|docker|kubernetes|random|tls [engine address]; not "${name ?? ""}"`,
            );
    }
}

// The engine reads the port from the first line and expects nothing else on this output.
process.stdout.write(`${await start()}\n`);
