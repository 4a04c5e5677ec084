import { createSocket } from "node:dgram";
import { BlockList, createServer, isIPv4 } from "node:net";
import * as z from "zod";
import type { Step } from "../../pulumi";
import { run } from "../../shell";
import { checkEngine } from "../engine";

const makes = new Set(["create", "create-replacement", "replace"]);

const ports = z.array(z.object({ external: z.number(), ip: z.string(), protocol: z.string() }));

/** A port of the host that a new container will listen on. */
export interface HostPort {
    readonly address: string;
    readonly port: number;
    readonly protocol: string;
}

/** Whether the engine's host has what a plan asks for. Raises with what is wrong, by whom, and what to do. */
export async function preflight(steps: readonly Step[]): Promise<void> {
    const grows = steps.some(({ op, type }) => op === "create" && type === "docker:index/container:Container");
    await checkEngine(grows);
    await checkNetworks(steps);
    const taken: string[] = [];
    for (const wanted of portsToOpen(steps)) {
        if (!(await isFree(wanted))) taken.push(`  ${await describe(wanted)}`);
    }
    if (taken.length > 0) {
        throw new Error(
            `Host ports that the platform publishes are in use:\n${taken.join("\n")}\n` +
                "Stop what uses them, or choose others: pulumi config set sipPort, apiPort or consulPort.",
        );
    }
}

/** Ports that nobody of the platform has yet: what runs has taken its own itself. */
export function portsToOpen(steps: readonly Step[]): HostPort[] {
    const published = ({ ports: list }: Step["inputs"]) =>
        ports
            .catch([])
            .parse(list)
            .map(({ external, ip, protocol }) => ({ address: ip, port: external, protocol }));
    const taken = new Set(steps.flatMap((step) => published(step.former)).map((port) => JSON.stringify(port)));
    return steps
        .filter((step) => makes.has(step.op) && step.type === "docker:index/container:Container")
        .flatMap((step) => published(step.inputs))
        .filter(
            (port, index, all) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(port)) === index,
        )
        .filter((port) => !taken.has(JSON.stringify(port)));
}

const network = z.object({ ipamConfigs: z.array(z.object({ subnet: z.string() })) });
const engineNetworks = z.array(
    z.object({
        Name: z.string(),
        Labels: z.record(z.string(), z.string()).nullable(),
        IPAM: z.object({ Config: z.array(z.object({ Subnet: z.string().optional() })).nullable() }),
    }),
);
export type EngineNetwork = z.infer<typeof engineNetworks>[number];

async function checkNetworks(steps: readonly Step[]): Promise<void> {
    const wanted = subnetsToOpen(steps);
    if (wanted.length === 0) return;
    const ids = (await run("docker", ["network", "ls", "--quiet"])).trim().split("\n");
    const present = engineNetworks.parse(JSON.parse(await run("docker", ["network", "inspect", ...ids])));
    for (const subnet of wanted) {
        const clash = clashOf(subnet, present);
        if (clash) throw new Error(clash);
    }
}

/** Subnets of networks that are new. */
export function subnetsToOpen(steps: readonly Step[]): string[] {
    return steps
        .filter((step) => step.op === "create" && step.type === "docker:index/network:Network")
        .flatMap((step) => network.catch({ ipamConfigs: [] }).parse(step.inputs).ipamConfigs)
        .map(({ subnet }) => subnet);
}

/** Who has a subnet already, and what to do about it; nothing when nobody has. */
export function clashOf(subnet: string, present: readonly EngineNetwork[]): string | undefined {
    for (const { Name, Labels, IPAM } of present) {
        const other = (IPAM.Config ?? []).find(
            (config) => config.Subnet !== undefined && overlap(subnet, config.Subnet),
        );
        if (other === undefined) continue;
        const platform = Labels?.["c4.platform"];
        const remove =
            platform === undefined
                ? `docker network rm ${Name}`
                : `docker rm --force $(docker ps --all --quiet --filter label=c4.platform=${platform}); docker network rm ${Name}`;
        return (
            `The subnet ${subnet} overlaps with ${other.Subnet} of the network ${Name}` +
            `${platform === undefined ? "" : `, which belongs to the platform ${platform}, stack ${Labels?.["c4.stack"]}, of another checkout`}.\n` +
            `Choose another one (pulumi config set subnet), or remove that one if nobody needs it: ${remove}`
        );
    }
    return undefined;
}

/** Whether one of two networks in CIDR notation holds the other's first address. */
function overlap(one: string, other: string): boolean {
    const holds = (outer: string, inner: string) => {
        const [address = "", prefix] = outer.split("/");
        if (!isIPv4(address)) return false;
        const list = new BlockList();
        list.addSubnet(address, Number(prefix));
        return list.check(inner.split("/")[0] ?? "");
    };
    return holds(one, other) || holds(other, one);
}

function isFree({ address, port, protocol }: HostPort): Promise<boolean> {
    return new Promise((resolve) => {
        if (protocol === "udp") {
            const socket = createSocket("udp4");
            socket.once("error", () => resolve(false));
            socket.bind(port, address, () => socket.close(() => resolve(true)));
        } else {
            const server = createServer();
            server.once("error", () => resolve(false));
            server.listen(port, address, () => server.close(() => resolve(true)));
        }
    });
}

async function describe({ address, port, protocol }: HostPort): Promise<string> {
    const container = await run("docker", ["ps", "--filter", `publish=${port}/${protocol}`, "--format", "{{.Names}}"]);
    if (container.trim() !== "") return `${address}:${port}/${protocol}: the container ${container.trim()}`;
    const sockets = await run("ss", ["-Hlnp", protocol === "udp" ? "-u" : "-t", `sport = :${port}`]).catch(() => "");
    const owner = /users:\(\("([^"]+)",pid=(\d+)/.exec(sockets);
    return `${address}:${port}/${protocol}: ${owner ? `${owner[1]}, process ${owner[2]}` : "a process that cannot be seen from here"}`;
}
