import { createSocket, type Socket } from "node:dgram";

/** A side's RTP: G.711 frames of 20 ms, sent without the pauses between them. */
export class RtpStream {
    private sequence = 0;
    /** Packets that came. */
    received = 0;

    private constructor(
        private readonly socket: Socket,
        readonly port: number,
        private readonly ssrc: number,
    ) {
        socket.on("message", () => {
            this.received += 1;
        });
    }

    static open(address: string, ssrc: number): Promise<RtpStream> {
        const socket = createSocket("udp4");
        return new Promise((resolve, reject) => {
            socket.once("error", reject);
            socket.bind(0, address, () => resolve(new RtpStream(socket, socket.address().port, ssrc)));
        });
    }

    /** Sends packets to where an SDP says; each is handed to the kernel before the next. */
    async send(packets: number, description: string): Promise<void> {
        const address = /^c=IN IP4 (\S+)/m.exec(description)?.[1] ?? "";
        const port = Number(/^m=audio (\d+)/m.exec(description)?.[1]);
        for (let i = 0; i < packets; i += 1) {
            const packet = Buffer.alloc(octetsOfPacket);
            packet.writeUInt16BE(0x8008, 0);
            packet.writeUInt16BE(this.sequence, 2);
            packet.writeUInt32BE(this.sequence * 160, 4);
            packet.writeUInt32BE(this.ssrc, 8);
            this.sequence += 1;
            await new Promise<void>((resolve, reject) => {
                this.socket.send(packet, port, address, (error) => (error ? reject(error) : resolve()));
            });
        }
    }

    close(): Promise<void> {
        return new Promise((resolve) => {
            this.socket.close(() => resolve());
        });
    }
}

/** A header of 12 octets and 160 samples. */
export const octetsOfPacket = 172;
