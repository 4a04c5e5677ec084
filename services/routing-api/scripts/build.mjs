import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
// Tests build into a folder of their own: what they did to dist, an image build beside them would see.
const outfile = process.argv[2] ?? "dist/server.cjs";

await build({
    absWorkingDir: root,
    entryPoints: ["src/main.ts"],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    // CommonJS, because Fastify and pg load parts of themselves with require, which an ES module bundle lacks.
    format: "cjs",
    // pg asks for its native binding only when somebody selects it.
    external: ["pg-native"],
    // Without this the licences of what is built in would be lost with the files that hold them.
    legalComments: "eof",
    logLevel: "info",
});
