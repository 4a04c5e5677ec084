import { afterEach, describe, expect, it } from "vitest";
import { run } from "../../dev/commands/shell";
import { Program } from "../tools/program";

const name = "broken";
/** Seconds: half of what a deployment waits for what may yet come. */
const soon = 300;
const image = "127.0.0.1:15000/c4/there-is-none:1";
const kubectl = (...args: string[]) => run("kubectl", args);

describe("a deployment to Kubernetes that cannot be", () => {
    const program = new Program();
    program.lives();
    /** Consul alone, which has what a platform has: services, a stateful set with a claim, a daemon set. */
    const declare = (target: string, consul = "") =>
        program.declare(`new c4.Consul("${name}", { target: c4.kubernetes({ ${target} }), ${consul} });`);
    const exposed = 'expose: { type: "NodePort", address: "198.18.112.1" }';

    afterEach(async () => {
        await program.destroy();
        const left = await kubectl(
            ...["get", "all,configmaps,persistentvolumeclaims,networkpolicies", "--all-namespaces"],
            ...["--selector", `app.kubernetes.io/part-of=${name}`, "--output", "name"],
        );
        expect(left.trim()).toBe("");
        expect(await kubectl("get", "namespace", name, "--ignore-not-found", "--output", "name")).toBe("");
    });

    it("says which cluster cannot be reached, soon, and has made nothing", async () => {
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
        const { said, seconds } = await program.failure();
        expect(said).toContain("the Kubernetes cluster at https://127.0.0.1:9 cannot be reached");
        expect(seconds).toBeLessThan(soon);
    });

    it("says who lacks which right in which namespace", async () => {
        await kubectl("create", "namespace", "voice");
        try {
            await kubectl("create", "serviceaccount", "deployer", "--namespace", "voice");
            const token = (await kubectl("create", "token", "deployer", "--namespace", "voice")).trim();
            const config = JSON.parse(await kubectl("config", "view", "--raw", "--minify", "--output", "json"));
            config.users[0].user = { token };
            const kubeconfig = JSON.stringify(JSON.stringify(config));
            declare(`${exposed}, namespace: "voice", kubeconfig: ${kubeconfig}`, `image: "${image}"`);
            const { said, seconds } = await program.failure();
            expect(said).toMatch(
                /forbidden: User "system:serviceaccount:voice:deployer" cannot \w+ resource "\w+" in API group "[\w.]*" in the namespace "voice"/,
            );
            expect(seconds).toBeLessThan(soon);
        } finally {
            await kubectl("delete", "namespace", "voice");
        }
    });

    it("says which storage class does not exist", async () => {
        declare(`${exposed}, storage: { class: "nowhere" }`, `image: "${image}"`);
        const { said, seconds } = await program.failure();
        expect(said).toContain('the storage class "nowhere" does not exist');
        expect(seconds).toBeLessThan(soon);
    });

    it("says which image cannot be pulled, and why", async () => {
        declare(exposed, `image: "${image}"`);
        const { said, seconds } = await program.failure();
        expect(said).toMatch(/ImagePullBackOff|ErrImagePull/);
        expect(said).toContain(image);
        expect(seconds).toBeLessThan(soon);
    });

    it("says which port of the nodes is taken", async () => {
        await kubectl("create", "service", "nodeport", "taken", "--tcp=80:80", "--node-port=30777");
        try {
            declare(exposed, `image: "${image}", hostPort: 30777`);
            const { said, seconds } = await program.failure();
            expect(said).toMatch(/nodePort: Invalid value: 30777: provided port is already allocated/);
            expect(seconds).toBeLessThan(soon);
        } finally {
            await kubectl("delete", "service", "taken");
        }
    });
});
