// A service to be supervised: answers HTTP on a port, says on its output what happens to it, and ends as it is told.
// Usage: service.mjs PORT [mute] [deaf]      mute: never answers; deaf: ignores SIGTERM.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, ...manners] = process.argv.slice(2);
console.log(`service: started, SETTING=${JSON.stringify(process.env.SETTING)}`);
if (process.env.LIST) console.log(`service: list is ${JSON.stringify(readFileSync(process.env.LIST, "utf8"))}`);

let status = 200;
createServer((request, response) => {
    if (request.url === "/ill") status = 500;
    if (request.url === "/well") status = 200;
    if (request.url?.startsWith("/exit/")) process.exit(Number(request.url.slice("/exit/".length)));
    if (!manners.includes("mute")) response.writeHead(request.url === "/status" ? status : 200).end();
}).listen(Number(port), "127.0.0.1");

process.on("SIGTERM", async () => {
    if (manners.includes("deaf")) return;
    const answer = await fetch(`${process.env.CONSUL_HTTP_ADDR}/v1/agent/service/${process.env.C4_INSTANCE}`).catch(
        () => ({ status: "no answer" }),
    );
    console.log(`service: stopped, Consul says ${answer.status}`);
    process.exit(0);
});
