import { connect, createServer, type Server, type TLSSocket } from "node:tls";
import { Message } from "./message";

/** Who one end of a connection is: certificate and key, in one text. */
export interface Identity {
    readonly certificate?: string;
}

function keyPair({ certificate }: Identity) {
    return certificate === undefined ? {} : { cert: certificate, key: certificate };
}

/** Gives the messages of a connection to whoever wants them: over a stream, Content-Length says where each ends. */
function onMessage(socket: TLSSocket, take: (message: Message) => void): void {
    let text = "";
    socket.on("data", (data) => {
        text += data.toString();
        for (;;) {
            const head = text.indexOf("\r\n\r\n");
            if (head < 0) return;
            const end = head + 4 + Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0);
            if (text.length < end) return;
            take(Message.parse(text.slice(0, end)));
            text = text.slice(end);
        }
    });
}

/** What becomes of a request that somebody sends by TLS: the status of its reply, or why there is none. */
export function answerByTls(request: Message, host: string, identity: Identity): Promise<number | string> {
    return new Promise((resolve) => {
        const options = { host, port: 5061, rejectUnauthorized: false, ...keyPair(identity) };
        const socket = connect(options, () => socket.write(request.toString()));
        const done = (outcome: number | string) => {
            clearTimeout(patience);
            socket.destroy();
            resolve(outcome);
        };
        const patience = setTimeout(() => done("silence"), 3000);
        onMessage(socket, (reply) => {
            if (reply.status >= 200) done(reply.status);
        });
        socket.once("error", (error) => done(error.message));
        socket.once("close", () => done("closed"));
    });
}

/** Somebody who listens where a router would, and answers as a test says. */
export class TlsListener {
    private readonly open = new Set<TLSSocket>();

    private constructor(private readonly server: Server) {}

    static listen(
        address: string,
        identity: Identity,
        roots: string,
        answer: (request: Message, reply: (message: Message) => void) => void,
    ): Promise<TlsListener> {
        const server = createServer({ ...keyPair(identity), ca: roots, requestCert: true });
        const listener = new TlsListener(server);
        server.on("secureConnection", (socket) => {
            listener.open.add(socket);
            socket.on("error", () => socket.destroy());
            onMessage(socket, (request) => answer(request, (message) => socket.write(message.toString())));
        });
        return new Promise((resolve) => server.listen(5061, address, () => resolve(listener)));
    }

    close(): Promise<void> {
        for (const socket of this.open) socket.destroy();
        return new Promise((resolve) => {
            this.server.close(() => resolve());
        });
    }
}
