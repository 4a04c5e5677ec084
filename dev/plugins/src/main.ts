import { command } from "./command/provider.js";
import { consul } from "./consul/provider.js";
import { docker } from "./docker/provider.js";
import { EngineLog, logToErrorOutput } from "./frame/log.js";
import { serve } from "./frame/server.js";
import { kubernetes } from "./kubernetes/provider.js";
import { random } from "./random/provider.js";
import { tls } from "./tls/provider.js";

const [name, engineAddress] = process.argv.slice(2);
const cancellation = new AbortController();

function start(): Promise<number> {
    const engine = engineAddress === undefined ? undefined : new EngineLog(engineAddress);
    engine?.onLost(() => {
        cancellation.abort(new Error("the Pulumi engine is gone"));
        process.exit(1);
    });
    const log = engine?.for ?? logToErrorOutput;
    switch (name) {
        case "command":
            return serve(command, log, cancellation);
        case "consul":
            return serve(consul, log, cancellation);
        case "docker":
            return serve(docker, log, cancellation);
        case "kubernetes":
            return serve(kubernetes, log, cancellation);
        case "random":
            return serve(random, log, cancellation);
        case "tls":
            return serve(tls, log, cancellation);
        default:
            throw new Error(
                `usage: main.js command|consul|docker|kubernetes|random|tls [engine address]; not "${name ?? ""}"`,
            );
    }
}

// The engine reads the port from the first line and expects nothing else on this output.
process.stdout.write(`${await start()}\n`);
