import { CommandError, run } from "../../shell";
import type { GeneratorHost } from "../../target";
import { withheld } from "./withheld";

const pushes = new Map<string, Promise<void>>();

/** Has an image in the cluster's registry, built from a folder: once a process, for what it is made of does not change meanwhile. */
export function pushed(image: string, folder: string): Promise<void> {
    const known = pushes.get(image);
    if (known) return known;
    const push = (async () => {
        await run("docker", ["build", "--quiet", "--tag", image, folder]);
        await run("docker", ["push", "--quiet", image]);
    })();
    pushes.set(image, push);
    // What failed is tried again.
    push.catch(() => pushes.delete(image));
    return push;
}

/** A host beside a platform, for a load generator, as a pod of its namespace. */
export class PodHost implements GeneratorHost {
    private podAddress = "";

    constructor(
        private readonly namespace: string,
        private readonly name: string,
    ) {}

    get address(): string {
        return this.podAddress;
    }

    /** A pod that the platform's namespace allows: Pod Security `restricted`. */
    async create(image: string, labels: Record<string, string>): Promise<void> {
        await this.remove();
        const spec = {
            automountServiceAccountToken: false,
            terminationGracePeriodSeconds: 1,
            // Calls are also placed while a role is withheld.
            tolerations: [{ key: withheld, operator: "Exists" }],
            securityContext: { runAsNonRoot: true, runAsUser: 10000, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
                {
                    name: this.name,
                    image,
                    imagePullPolicy: "Always",
                    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                },
            ],
        };
        const overrides = JSON.stringify({ apiVersion: "v1", metadata: { labels }, spec });
        await run("kubectl", [
            "run",
            ...this.which(),
            "--restart=Never",
            `--image=${image}`,
            `--overrides=${overrides}`,
        ]);
        await run("kubectl", ["wait", "pod", ...this.which(), "--for=condition=Ready", "--timeout=60s"]);
        const address = await run("kubectl", ["get", "pod", ...this.which(), "--output", "jsonpath={.status.podIP}"]);
        this.podAddress = address.trim();
    }

    async run(command: readonly string[]): Promise<{ status: number; output: string }> {
        try {
            return { status: 0, output: await run("kubectl", ["exec", ...this.which(), "--", ...command]) };
        } catch (error) {
            if (error instanceof CommandError && error.status !== null)
                return { status: error.status, output: error.whole };
            throw error;
        }
    }

    async remove(): Promise<void> {
        await run("kubectl", ["delete", "pod", ...this.which(), "--ignore-not-found", "--grace-period=1"]);
    }

    private which(): string[] {
        return ["--namespace", this.namespace, this.name];
    }
}
