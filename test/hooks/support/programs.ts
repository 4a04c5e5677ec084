import { accessSync, constants } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";
import { packageRoot } from "../../../src/rendering/render";

/** Folders of programs: those that this repository built for itself come first. */
export const path = [join(packageRoot, ".c4", "bin"), process.env.PATH ?? ""].join(delimiter);

/** Path of a program that the tests run for real. */
export function program(name: string): string {
    const found = path
        .split(delimiter)
        .map((folder) => join(folder, name))
        .find((file) => {
            try {
                accessSync(file, constants.X_OK);
                return true;
            } catch {
                return false;
            }
        });
    if (found === undefined) throw new Error(`There is no ${name} in ${path}: \`make test\` builds what is missing.`);
    return found;
}

/** The folder of the hooks. */
export const hooks = join(packageRoot, "templates", "hooks");

/** TCP ports of loopback that nobody listens on. */
export async function freePorts(count: number): Promise<number[]> {
    const servers = await Promise.all(
        Array.from(
            { length: count },
            () =>
                new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
                    const server = createServer();
                    server.once("error", reject);
                    server.listen(0, "127.0.0.1", () => resolve(server));
                }),
        ),
    );
    return Promise.all(
        servers.map(
            (server) =>
                new Promise<number>((resolve, reject) => {
                    const address = server.address();
                    server.close(() =>
                        typeof address === "object" && address !== null
                            ? resolve(address.port)
                            : reject(new Error("A listening server has no port.")),
                    );
                }),
        ),
    );
}

/** Asks until there is an answer; what was seen last is in the error. */
export async function until<T>(
    what: string,
    look: () => T | undefined | false | Promise<T | undefined | false>,
    milliseconds = 15_000,
    seen: () => string = () => "",
): Promise<T> {
    const deadline = Date.now() + milliseconds;
    for (;;) {
        const result = await look();
        if (result !== undefined && result !== false) return result;
        if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms.\n${seen()}`);
        await new Promise((resolve) => setTimeout(resolve, 25));
    }
}
