// @ts-check
// A server with the layout of the vendors' own: a process of its own, because what is tested waits for its downloads.
// Usage: node vendor-server.mjs FOLDER
//   Serves the files of the folder and prints its port; FOLDER/requests gets the path of each request. Beside FILE, FILE.hangs
//   is never answered, and FILE.breaks breaks off after half of it.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const folder = process.argv[2] ?? "";
const server = createServer(({ url = "" }, response) => {
    appendFileSync(join(folder, "requests"), `${url}\n`);
    const file = join(folder, url);
    if (existsSync(`${file}.hangs`)) return;
    if (!existsSync(file)) {
        response.writeHead(404).end();
        return;
    }
    const content = readFileSync(file);
    response.writeHead(200, { "content-length": content.length });
    if (existsSync(`${file}.breaks`)) {
        response.write(content.subarray(0, content.length / 2), () => response.destroy());
        return;
    }
    response.end(content);
});
server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("it listens on no port");
    process.stdout.write(`${address.port}\n`);
});
