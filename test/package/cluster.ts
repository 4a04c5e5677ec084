import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { join } from "node:path";
import { freePort } from "../tools/ports";

/** The kinds of objects that a platform is made of there, each with what the API calls many of them. */
const kinds: Readonly<Record<string, string>> = {
    ConfigMap: "configmaps",
    DaemonSet: "daemonsets",
    Deployment: "deployments",
    Namespace: "namespaces",
    NetworkPolicy: "networkpolicies",
    PodDisruptionBudget: "poddisruptionbudgets",
    Secret: "secrets",
    Service: "services",
    ServiceAccount: "serviceaccounts",
    StatefulSet: "statefulsets",
};

/** The API of a cluster that knows these kinds and holds nothing: enough for a preview, which asks for no more. */
export class EmptyCluster {
    readonly kubeconfig: string;
    private server: Server | undefined;

    constructor(private readonly folder: string) {
        this.kubeconfig = join(folder, "kubeconfig.json");
    }

    async start(): Promise<void> {
        const [key, cert] = [join(this.folder, "cluster.key"), join(this.folder, "cluster.crt")];
        const subject = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-subj", "/CN=cluster"];
        execFileSync("openssl", ["req", ...subject, "-nodes", "-days", "1", "-keyout", key, "-out", cert], {
            stdio: "ignore",
        });
        const port = await freePort();
        const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, ({ url }, response) => {
            const api = /^\/(api|apis\/[^/]+)\/[^/]+$/.test(url ?? "");
            const resources = Object.entries(kinds).map(([kind, name]) => ({
                ...{ kind, name, namespaced: kind !== "Namespace" },
            }));
            response.writeHead(api ? 200 : 404, { "content-type": "application/json" });
            response.end(JSON.stringify(api ? { resources } : { kind: "Status", message: "there is nothing" }));
        });
        await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
        this.server = server;
        writeFileSync(this.kubeconfig, JSON.stringify(configFor(`https://127.0.0.1:${port}`)));
    }

    stop(): void {
        this.server?.closeAllConnections();
        this.server?.close();
    }
}

function configFor(server: string) {
    return {
        ...{ apiVersion: "v1", kind: "Config", "current-context": "empty" },
        clusters: [{ name: "empty", cluster: { server, "insecure-skip-tls-verify": true } }],
        contexts: [{ name: "empty", context: { cluster: "empty", user: "nobody" } }],
        users: [{ name: "nobody", user: {} }],
    };
}
