import { existsSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const repository = fileURLToPath(new URL("../../../../", import.meta.url));
export const toolFolder = path.join(repository, ".c4", "bin");

/** A tool that the repository has built, or the one that is installed. */
export function tool(name: string): string {
    const built = path.join(toolFolder, name);
    return existsSync(built) ? built : name;
}

/** Ports of the loopback interface that nobody uses at this moment. */
export async function freePorts(count: number): Promise<number[]> {
    const servers = await Promise.all(
        Array.from({ length: count }, async () => {
            const server = createServer();
            await new Promise<void>((resolve, reject) => {
                server.once("error", reject);
                server.listen(0, "127.0.0.1", resolve);
            });
            return server;
        }),
    );
    return Promise.all(
        servers.map(async (server) => {
            const address = server.address();
            await new Promise((resolve) => server.close(resolve));
            if (address === null || typeof address === "string") throw new Error("no port was given");
            return address.port;
        }),
    );
}

/** Waits for a condition, bounded; the last error is the reason when it does not come. */
export async function eventually<T>(what: string, ask: () => Promise<T>, withinMs = 20_000): Promise<T> {
    const deadline = Date.now() + withinMs;
    for (;;) {
        try {
            return await ask();
        } catch (error) {
            if (Date.now() > deadline) throw new Error(`${what} did not come within ${withinMs} ms: ${error}`);
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
    }
}
