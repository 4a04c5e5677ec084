import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { CommandError, run } from "../../dev/commands/shell";

const root = join(__dirname, "..", "..");
const name = "broken";
const minutes = 60_000;
const image = "127.0.0.1:15000/c4/there-is-none:1";
const kubectl = (...args: string[]) => run("kubectl", args);

describe("a deployment to Kubernetes that cannot be", () => {
    const folder = mkdtempSync(join(tmpdir(), "c4-faults-"));
    const stack = ["--stack", "test", "--cwd", folder, "--non-interactive"];
    const state = process.env.PULUMI_BACKEND_URL;

    /** A program of Consul alone, which has what a platform has: services, a stateful set with a claim, a daemon set. */
    const declare = (target: string, consul = "") => {
        const program = `const c4 = require(${JSON.stringify(root)});
new c4.Consul("${name}", { target: c4.kubernetes({ ${target} }), ${consul} });`;
        writeFileSync(join(folder, "index.js"), program);
    };
    const exposed = 'expose: { type: "NodePort", address: "198.18.112.1" }';

    /** What a deployment says when it fails, and the seconds that it took to. */
    const failure = async (): Promise<{ said: string; seconds: number }> => {
        const began = Date.now();
        const ended = await run("pulumi", ["up", "--yes", "--skip-preview", ...stack]).then(
            () => undefined,
            (error: unknown) => error,
        );
        if (!(ended instanceof CommandError)) throw new Error("The deployment did not fail.", { cause: ended });
        return { said: ended.whole, seconds: (Date.now() - began) / 1000 };
    };

    beforeAll(async () => {
        process.env.PULUMI_BACKEND_URL = `file://${folder}`;
        // The program's own folder is where Pulumi looks for its SDK.
        symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
        writeFileSync(
            join(folder, "Pulumi.yaml"),
            "name: faults\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.js\n",
        );
        await run("pulumi", ["stack", "init", ...stack]);
    }, minutes);

    afterEach(async () => {
        await run("pulumi", ["destroy", "--yes", "--skip-preview", ...stack]);
        const left = await kubectl(
            ...["get", "all,configmaps,persistentvolumeclaims,networkpolicies", "--all-namespaces"],
            ...["--selector", `app.kubernetes.io/part-of=${name}`, "--output", "name"],
        );
        expect(left.trim()).toBe("");
        expect(await kubectl("get", "namespace", name, "--ignore-not-found", "--output", "name")).toBe("");
    }, 3 * minutes);

    afterAll(() => {
        if (state === undefined) delete process.env.PULUMI_BACKEND_URL;
        else process.env.PULUMI_BACKEND_URL = state;
        rmSync(folder, { recursive: true, force: true });
    });

    it(
        "says which cluster cannot be reached, soon, and has made nothing",
        async () => {
            const context = { cluster: "c", user: "u" };
            const kubeconfig = JSON.stringify({
                apiVersion: "v1",
                kind: "Config",
                clusters: [{ name: "c", cluster: { server: "https://127.0.0.1:9" } }],
                users: [{ name: "u", user: {} }],
                contexts: [{ name: "x", context }],
                "current-context": "x",
            });
            declare(`${exposed}, kubeconfig: ${JSON.stringify(kubeconfig)}`, `image: "${image}"`);
            const { said, seconds } = await failure();
            expect(said).toContain("the Kubernetes cluster at https://127.0.0.1:9 cannot be reached");
            expect(seconds).toBeLessThan(60);
        },
        2 * minutes,
    );

    it(
        "says who lacks which right in which namespace",
        async () => {
            await kubectl("create", "namespace", "voice");
            try {
                await kubectl("create", "serviceaccount", "deployer", "--namespace", "voice");
                const token = (await kubectl("create", "token", "deployer", "--namespace", "voice")).trim();
                const config = JSON.parse(await kubectl("config", "view", "--raw", "--minify", "--output", "json"));
                config.users[0].user = { token };
                const kubeconfig = JSON.stringify(JSON.stringify(config));
                declare(`${exposed}, namespace: "voice", kubeconfig: ${kubeconfig}`, `image: "${image}"`);
                const { said, seconds } = await failure();
                expect(said).toMatch(
                    /forbidden: User "system:serviceaccount:voice:deployer" cannot \w+ resource "\w+" in API group "[\w.]*" in the namespace "voice"/,
                );
                expect(seconds).toBeLessThan(60);
            } finally {
                await kubectl("delete", "namespace", "voice");
            }
        },
        2 * minutes,
    );

    it(
        "says which storage class does not exist",
        async () => {
            declare(`${exposed}, storage: { class: "nowhere" }`, `image: "${image}"`);
            const { said, seconds } = await failure();
            expect(said).toContain('the storage class "nowhere" does not exist');
            expect(seconds).toBeLessThan(120);
        },
        3 * minutes,
    );

    it(
        "says which image cannot be pulled, and why",
        async () => {
            declare(exposed, `image: "${image}"`);
            const { said, seconds } = await failure();
            expect(said).toMatch(/ImagePullBackOff|ErrImagePull/);
            expect(said).toContain(image);
            expect(seconds).toBeLessThan(120);
        },
        3 * minutes,
    );

    it(
        "says which port of the nodes is taken",
        async () => {
            await kubectl("create", "service", "nodeport", "taken", "--tcp=80:80", "--node-port=30777");
            try {
                declare(exposed, `image: "${image}", hostPort: 30777`);
                const { said, seconds } = await failure();
                expect(said).toMatch(/nodePort: Invalid value: 30777: provided port is already allocated/);
                expect(seconds).toBeLessThan(120);
            } finally {
                await kubectl("delete", "service", "taken");
            }
        },
        3 * minutes,
    );
});
