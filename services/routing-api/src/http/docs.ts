import type { FastifyInstance } from "fastify";
import { isRecord } from "./json.js";

/** Adds `/docs`, the OpenAPI document for people to read, and `/redoc`, where the original's bookmarks lead to it. */
export function addDocs(app: FastifyInstance): void {
    let page: string | undefined;
    app.get("/docs", { schema: { hide: true } }, async (_request, reply) => {
        page ??= pageOf(app.swagger());
        return reply
            .type("text/html; charset=utf-8")
            .header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
            .send(page);
    });
    app.get("/redoc", { schema: { hide: true } }, async (_request, reply) => reply.redirect("/docs"));
}

interface Operation {
    readonly method: string;
    readonly path: string;
    readonly of: Record<string, unknown>;
}

function pageOf(document: object): string {
    const operations = Object.entries(part(document, "paths")).flatMap(([path, methods]) =>
        Object.entries(part(methods)).map(([method, of]): Operation => ({ method, path, of: part(of) })),
    );
    const sections = list(document, "tags").map((tag) => {
        const name = text(tag, "name");
        const own = operations.filter(({ of }) => Array.isArray(of.tags) && of.tags.includes(name));
        return `<h2 id="${html(name)}">${html(name)}</h2><p>${html(text(tag, "description"))}</p>${own.map(operationText).join("")}`;
    });
    const info = part(document, "info");
    return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${html(text(info, "title"))}</title><style>${style}</style>
<h1>${html(text(info, "title"))}</h1><p>${html(text(info, "description"))}
For programs: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>${sections.join("\n")}</html>
`;
}

function operationText({ method, path, of }: Operation): string {
    const parameters = list(of, "parameters").map(
        (each) =>
            `<tr><td><code>${html(text(each, "name"))}</code><td>${html(text(each, "in"))}<td>${html(text(each, "description"))}`,
    );
    const { example } = part(of, "requestBody", "content", "application/json");
    const answers = Object.entries(part(of, "responses")).map(
        ([status, answer]) => `<tr><td>${html(status)}<td>${html(text(answer, "description"))}`,
    );
    return [
        `<details id="${html(text(of, "operationId"))}"><summary><code>${html(method.toUpperCase())} ${html(path)}</code>`,
        ` ${html(text(of, "summary"))}</summary><p>${html(text(of, "description"))}</p>`,
        parameters.length === 0 ? "" : `<h3>Parameters</h3><table>${parameters.join("")}</table>`,
        example === undefined ? "" : `<h3>Body</h3><pre>${html(JSON.stringify(example, null, 2))}</pre>`,
        `<h3>Answers</h3><table>${answers.join("")}</table></details>`,
    ].join("");
}

const style = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
details{border-top:1px solid #ccc;padding:.4rem 0}summary{cursor:pointer}td{padding:0 1rem .2rem 0;vertical-align:top}
pre{background:#f4f4f4;padding:.6rem;overflow:auto}h3{font-size:1rem;margin:.6rem 0 .2rem}`;

/** What is at a path of the document; nothing, where there is no object. */
function part(of: unknown, ...path: readonly string[]): Record<string, unknown> {
    const found = path.reduce<unknown>((at, name) => (isRecord(at) ? at[name] : undefined), of);
    return isRecord(found) ? found : {};
}

function list(of: unknown, name: string): readonly unknown[] {
    const found = part(of)[name];
    return Array.isArray(found) ? found : [];
}

function text(of: unknown, name: string): string {
    const found = part(of)[name];
    return typeof found === "string" ? found : "";
}

function html(plain: string): string {
    return plain.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
