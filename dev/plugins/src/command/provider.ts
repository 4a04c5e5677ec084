import type { ProviderDefinition } from "../frame/provider.js";
import { copyToRemote } from "./copy-to-remote.js";
import { localCommand, localRun } from "./local.js";
import { remoteCommand } from "./remote-command.js";
import { parseHostKey } from "./ssh/host-key.js";

// Where a connection leads is no secret, and every error has to say it. The SDK makes all of a connection secret.
const label = /^connection(\.proxy)?\.(host|user|agentSocketPath)$/;
const hostKey = /^connection(\.proxy)?\.hostKey$/;
// A secret input makes these secret, too. Where a command prints "active", that word is to stay in messages, and the
// input itself is hidden in what was printed; what may be a password that the command has made is hidden.
const printed = /^std(out|err)$/;
const likePassword = /^\S{16,}$/;

function mayShow(path: string, text: string): boolean {
    if (hostKey.test(path)) return parseHostKey(text) !== undefined;
    return label.test(path) || (printed.test(path) && !likePassword.test(text));
}

export const command: ProviderDefinition<object> = {
    name: "command",
    version: "1.2.1",
    config: {},
    wire: { assets: true, mayShow },
    configure: () => ({}),
    resources: {
        "command:local:Command": localCommand,
        "command:remote:Command": remoteCommand,
        "command:remote:CopyToRemote": copyToRemote,
    },
    dataSources: { "command:local:run": localRun },
};
