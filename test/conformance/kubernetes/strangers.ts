import { describe, expect, it } from "vitest";
import * as z from "zod";
import { run } from "../../../dev/commands/shell";
import { PodHost, pushed } from "../../../dev/commands/targets/kubernetes/generators";
import type { DeployedStack } from "../deployed-stack";

const labels = z.object({ labels: z.record(z.string(), z.string()).default({}) });
const port = { name: z.string(), protocol: z.enum(["TCP", "UDP"]) };
const pod = z.object({
    kind: z.literal("Pod"),
    metadata: labels,
    spec: z.object({
        containers: z.array(z.object({ ports: z.array(z.object({ ...port, containerPort: z.number() })).default([]) })),
    }),
    status: z.object({ podIP: z.string() }),
});
const service = z.object({
    kind: z.literal("Service"),
    metadata: labels,
    spec: z.object({ clusterIP: z.string(), ports: z.array(z.object({ ...port, port: z.number() })) }),
});
const things = z.object({ items: z.array(z.discriminatedUnion("kind", [pod, service])) });

/** A port of an instance, or of a Service that leads to some. */
interface Door {
    /** As `router sip-udp`. */
    readonly name: string;
    readonly address: string;
    readonly number: number;
    readonly protocol: "TCP" | "UDP";
}

/** All ports that a platform has in a namespace. */
async function doorsIn(namespace: string): Promise<Door[]> {
    const said = await run("kubectl", ["get", "pods,services", "--namespace", namespace, "--output", "json"]);
    return things.parse(JSON.parse(said)).items.flatMap((thing): Door[] => {
        const workload = thing.metadata.labels["app.kubernetes.io/name"];
        // Hosts of test calls are beside the platform.
        if (workload === undefined) return [];
        const door = (name: string, address: string, number: number, protocol: Door["protocol"]): Door[] =>
            address === "None" ? [] : [{ name: `${workload} ${name}`, address, number, protocol }];
        return thing.kind === "Pod"
            ? thing.spec.containers
                  .flatMap(({ ports }) => ports)
                  .flatMap((each) => door(each.name, thing.status.podIP, each.containerPort, each.protocol))
            : thing.spec.ports.flatMap((each) => door(each.name, thing.spec.clusterIP, each.port, each.protocol));
    });
}

const options = [
    "OPTIONS sip:ping@stranger.invalid SIP/2.0",
    "Via: SIP/2.0/UDP stranger.invalid;rport;branch=z9hG4bK-stranger",
    "From: <sip:stranger@stranger.invalid>;tag=1",
    "To: <sip:ping@stranger.invalid>",
    "Call-ID: stranger",
    "CSeq: 1 OPTIONS",
    "Max-Forwards: 10",
    "Content-Length: 0",
];
/** What a door of UDP is asked, as bash's printf takes it: the relay for a sign of life, SIP for its options. */
const question = ({ name }: Door) =>
    name.endsWith("control-udp") ? "1 d7:command4:pinge" : `${options.join("\\r\\n")}\\r\\n\\r\\n`;

/** A script that tries all doors at once and prints those that answered: with a connection, or with a datagram. */
function knocks(doors: readonly Door[]): string[] {
    // bash's own printf would send each line as a datagram of its own.
    const tries = doors.map((door) => {
        const { address, number, protocol, name } = door;
        const attempt =
            protocol === "TCP"
                ? `timeout 3 bash -c '</dev/tcp/${address}/${number}'`
                : `exec 3<>/dev/udp/${address}/${number} && env printf '${question(door)}' >&3 && timeout 3 dd bs=4096 count=1 <&3 | grep -qa .`;
        return `{ ${attempt} && echo '${name}'; } 2>/dev/null &`;
    });
    return ["bash", "-c", `${tries.join("\n")}\nwait`];
}

/** The doors that answered, each once. */
const answered = (output: string) => [...new Set(output.split("\n").filter((line) => line !== ""))].sort();

/** What the declaration exposes, and all that others may reach. */
const exposed = ["consul-server https-tcp", "routing-api http-tcp", "sbc sip-tcp", "sbc sip-udp"];

/**
 * Network policies by what they do.
 *
 * @param image What strangers run: an image of hosts of test calls.
 */
export function strangersPromises(platform: DeployedStack, image: string): void {
    describe("a stranger's pod", () => {
        const { name } = platform;
        const elsewhere = `${name}-stranger`;
        const among = new PodHost(name, `${name}-stranger`);
        const beside = new PodHost(elsewhere, "stranger");

        it("reaches what is exposed and no port besides, in the platform's namespace and in one of its own", async () => {
            await pushed(image, "dev/commands/calls");
            await run("kubectl", ["create", "namespace", elsewhere]);
            try {
                await Promise.all([
                    among.create(image, {}),
                    // Whoever may make pods gives them what labels he likes.
                    beside.create(image, { "app.kubernetes.io/part-of": name }),
                ]);
                const doors = await doorsIn(name);
                const [sbc, target] = [await platform.only("sbc"), await platform.target()];
                const inside = answered(await target.exec(sbc, knocks(doors)));
                const all = answered(doors.map((door) => door.name).join("\n"));
                expect(all.filter((door) => door.endsWith("-tcp") && !inside.includes(door))).toEqual([]);
                expect(inside).toContain("rtpengine control-udp");
                for (const stranger of [among, beside]) {
                    const { output } = await stranger.run(knocks(doors));
                    expect(answered(output)).toEqual(exposed);
                }
            } finally {
                await among.remove();
                await run("kubectl", ["delete", "namespace", elsewhere]);
            }
        });
    });

    it("has nothing to say to the Kubernetes API", async () => {
        const address = await run("kubectl", [
            "get",
            "service",
            "kubernetes",
            "--output",
            "jsonpath={.spec.clusterIP}",
        ]);
        const secrets = `https://${address}/api/v1/namespaces/${platform.name}/secrets`;
        const target = await platform.target();
        for (const instance of await target.instances()) {
            const asked = ["curl", "--silent", "--insecure", "--output", "/dev/null", "--write-out", "%{http_code}"];
            expect(await target.exec(instance, [...asked, secrets])).toBe("403");
        }
    });
}
