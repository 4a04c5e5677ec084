// A service to be supervised: answers HTTP on a port, says on its output what happens to it, and ends as it is told.
// Usage: service.mjs PORT [mute] [deaf]      mute: never answers; deaf: ignores SIGTERM.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, ...manners] = process.argv.slice(2);
console.log(`service: started, SETTING=${JSON.stringify(process.env.SETTING)}`);
if (process.env.LIST) console.log(`service: list is ${JSON.stringify(readFileSync(process.env.LIST, "utf8"))}`);

let health = 200;
createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://service");
    if (pathname === "/ill") health = 500;
    if (pathname === "/well") health = 200;
    if (pathname.startsWith("/exit/")) process.exit(Number(pathname.slice("/exit/".length)));
    if (manners.includes("mute")) return;
    const isAskedFor = [null, process.env.C4_INSTANCE].includes(searchParams.get("instance"));
    response.writeHead(pathname !== "/status" ? 200 : isAskedFor ? health : 404).end();
}).listen(Number(port), "127.0.0.1");

process.on("SIGHUP", () => console.log("service: told by SIGHUP"));

process.on("SIGTERM", async () => {
    if (manners.includes("deaf")) return;
    const answer = await fetch(`${process.env.CONSUL_HTTP_ADDR}/v1/agent/service/${process.env.C4_INSTANCE}`).catch(
        () => ({ status: "no answer" }),
    );
    console.log(`service: stopped, Consul says ${answer.status}`);
    process.exit(0);
});
