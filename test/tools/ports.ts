import { createServer, type Server } from "node:net";

/** TCP ports of loopback that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
    // All are held until each is known: none is given twice.
    const servers = await Promise.all(Array.from({ length: count }, listening));
    return Promise.all(servers.map(released));
}

export async function freePort(): Promise<number> {
    return released(await listening());
}

function listening(): Promise<Server> {
    return new Promise((resolve, reject) => {
        const server = createServer();
        server.once("error", reject);
        server.listen(0, "127.0.0.1", () => resolve(server));
    });
}

function released(server: Server): Promise<number> {
    const address = server.address();
    return new Promise((resolve, reject) => {
        server.close(() => {
            if (typeof address === "object" && address !== null) resolve(address.port);
            else reject(new Error("A listening server has no port."));
        });
    });
}
