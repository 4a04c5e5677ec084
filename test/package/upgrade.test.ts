import { execFile } from "node:child_process";
import { readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { executablePath, repository } from "../tools/executables";
import { removeFolder, temporaryFolder } from "../tools/temporary";
import { EmptyCluster } from "./cluster";

const execute = promisify(execFile);
const here = __dirname;
const previewed = z.object({ steps: z.array(z.object({ op: z.string(), urn: z.string() })) });

/** What a new version may replace: the software, and what runs it one instance after another. Nothing that holds data. */
const replaceable = [
    "docker:index/remoteImage:RemoteImage",
    "docker:index/registryImage:RegistryImage",
    "docker:index/container:Container",
    // Under a new name, so that the pods that read them are rolled.
    "kubernetes:core/v1:ConfigMap",
    "kubernetes:core/v1:Secret",
];

describe.each(["docker", "kubernetes", "vms"])("a full platform of the former version on %s", (target) => {
    const folder = temporaryFolder("upgrade");
    const cluster = new EmptyCluster(folder);
    let steps: z.infer<typeof previewed>["steps"] = [];

    beforeAll(async () => {
        await cluster.start();
        symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "name: carrier\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
        );
        const [declare, c4] = [join(here, "platforms.cjs"), repository].map(
            (file) => `require(${JSON.stringify(file)})`,
        );
        writeFileSync(join(folder, "index.js"), `${declare}("${target}", ${c4}, __dirname);\n`);
        const env = {
            ...process.env,
            PATH: executablePath,
            KUBECONFIG: cluster.kubeconfig,
            PULUMI_BACKEND_URL: `file://${folder}`,
            PULUMI_CONFIG_PASSPHRASE: "only for what is recorded",
            PULUMI_SKIP_UPDATE_CHECK: "1",
        };
        // The cluster answers in this process meanwhile.
        const pulumi = async (...args: string[]) => {
            const options = [...args, "--cwd", folder, "--non-interactive"];
            return (await execute("pulumi", options, { encoding: "utf8", maxBuffer: 2 ** 28, env })).stdout;
        };
        await pulumi("stack", "init", "recorded");
        await pulumi("stack", "import", "--file", join(here, "former", `${target}.json`));
        steps = previewed.parse(JSON.parse(await pulumi("preview", "--json", "--show-sames"))).steps;
    });

    afterAll(() => {
        cluster.stop();
        removeFolder(folder);
    });

    it("keeps every resource that it has, or its alias", () => {
        expect(steps.filter(({ op }) => op === "delete" || op === "discard").map(({ urn }) => urn)).toEqual([]);
    });

    it("has nothing replaced that holds data, or that others stand on", () => {
        const replaced = steps
            .filter(({ op }) => /replace/.test(op))
            .filter(({ urn }) => !replaceable.includes(typeOf(urn)));
        expect(replaced.map(({ op, urn }) => `${op} ${urn}`)).toEqual([]);
    });

    it("has the names that are recorded: with another one, an alias has to say what it was called", () => {
        const file = join(here, "urns", `${target}.txt`);
        const urns = steps.map(({ urn }) => urn.split("::").slice(2).join("::"));
        const names = `${[...new Set(urns)].sort().join("\n")}\n`;
        if (process.env.RECORD_URNS === "yes") writeFileSync(file, names);
        expect(
            names,
            `not test/package/urns/${target}.txt: each name that is gone needs an alias, see its README.md`,
        ).toBe(readFileSync(file, "utf8"));
    });
});

/** The type of the resource itself, without those that it lies in. */
function typeOf(urn: string): string {
    return urn.split("::")[2]?.split("$").at(-1) ?? "";
}
