import type * as docker from "@pulumi/docker";
import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type BinariesArgs, binariesSchema } from "../../images/binaries";
import { checked, cidr, hostAddress, input, transform } from "../../topology/checks";
import type { ImageName } from "../../topology/model";

/** How a platform lands on a Docker engine. */
export interface DockerArgs {
    /**
     * The engine, as in DOCKER_HOST. The provider reads DOCKER_HOST itself when this is absent.
     *
     * @default the engine that DOCKER_HOST names, or the local socket
     * @example "ssh://deploy@edge1.example.com"
     */
    host?: Input<string>;
    /**
     * IPv4 network of the platform, in CIDR notation.
     *
     * @default one that the engine picks
     * @example "198.18.0.0/24"
     */
    subnet?: string;
    /**
     * Address of the host that published ports listen on. Loopback by default: what the world may reach is decided, not
     * inherited.
     *
     * @default "127.0.0.1"
     * @example "203.0.113.10"
     */
    publishAddress?: string;
    /**
     * Programs that images are built with and that no Debian package holds.
     *
     * @default `consul` and `consul-template` of the PATH
     */
    binaries?: BinariesArgs;
    /** Last word on the arguments of each resource, for what this package has no argument for. */
    transform?: DockerTransforms;
}

/** One function for each type of resource: it receives the arguments and returns those to use. */
export interface DockerTransforms {
    network?: (args: docker.NetworkArgs) => docker.NetworkArgs;
    volume?: (args: docker.VolumeArgs, workload: string) => docker.VolumeArgs;
    image?: (args: docker.RemoteImageArgs, image: ImageName | "base") => docker.RemoteImageArgs;
    container?: (args: docker.ContainerArgs, workload: string) => docker.ContainerArgs;
}

const schema = z.strictObject({
    host: input({
        accepts: (text) => text.includes("://"),
        allowed: "a URL such as unix:///run/docker.sock",
    }).optional(),
    subnet: cidr.optional(),
    publishAddress: hostAddress.optional(),
    binaries: binariesSchema.optional(),
    transform: z
        .strictObject({ network: transform, volume: transform, image: transform, container: transform })
        .optional(),
});

/** Raises when an argument cannot work; see `ArgumentError`. */
export function checkDockerArgs(args: DockerArgs): void {
    checked(schema, args, "docker");
}
