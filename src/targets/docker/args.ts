import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { accepted } from "../../arguments/accepted";
import { engineUrl } from "../../arguments/formats";
import { cidr, hostAddress, input, type Rules, transform } from "../../arguments/rules";
import { type BinariesArgs, binariesSchema } from "../../images/binaries";
import type { docker } from "../../peers";
import type { Transform } from "../../resource";
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
     * Address of the host that SIP, which faces carriers, is published at. Loopback by default: what the world may reach is
     * decided, not inherited.
     *
     * @default "127.0.0.1"
     * @example "203.0.113.10"
     */
    publishAddress?: string;
    /**
     * Address of the host that all else is published at, whatever carriers reach: Consul, whose HTTPS asks for a token, and the
     * routing API where `routingApi.hostPort` says so.
     *
     * @default "127.0.0.1"
     * @example "10.0.0.10"
     */
    innerAddress?: string;
    /**
     * Programs that images are built with and that no Debian package holds.
     *
     * @default `consul` and `consul-template` of the PATH; where there are none, HashiCorp's releases, downloaded
     */
    binaries?: BinariesArgs;
    /**
     * Last word on each resource and its options, for what this package has no argument for.
     *
     * @example { container: (args, opts, workload) => ({ args: { ...args, domainname: `${workload}.example.com` } }) }
     */
    transform?: DockerTransforms;
}

/** One function for each type of resource; see {@link Transform}. */
export interface DockerTransforms {
    /** The third argument is the platform's name. */
    network?: Transform<docker.NetworkArgs>;
    volume?: Transform<docker.VolumeArgs>;
    /** The third argument is the image's name, or `base` for what all lie on. */
    image?: Transform<docker.RemoteImageArgs, ImageName | "base">;
    container?: Transform<docker.ContainerArgs>;
}

const schema = z.strictObject({
    host: input(engineUrl).optional(),
    subnet: cidr.optional(),
    publishAddress: hostAddress.optional(),
    innerAddress: hostAddress.optional(),
    binaries: binariesSchema.optional(),
    transform: z
        .strictObject({ network: transform, volume: transform, image: transform, container: transform })
        .optional(),
} satisfies Rules<DockerArgs>);

/** The arguments, as they can work. Raises when one cannot; see `ArgumentError`. */
export function acceptedDockerArgs(args: DockerArgs): DockerArgs {
    return accepted(schema, args, "docker");
}
