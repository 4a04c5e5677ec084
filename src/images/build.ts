import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { isImage, whenKnown } from "../topology/checks";
import type { Image, ImageName } from "../topology/model";
import type { BinariesArgs } from "./binaries";
import { type BuildContext, describeContext, stageContext, staging } from "./context";
import type { RegistryArgs } from "./registry";
import { type Layer, layerSources } from "./sources";

/** How the images of a platform are built. */
export interface ImageBuildArgs {
    readonly platform: string;
    readonly binaries: BinariesArgs;
    /** Where images are pushed, when others than this engine run them. */
    readonly registry?: RegistryArgs;
    readonly transform?: (args: docker.RemoteImageArgs, image: Layer) => docker.RemoteImageArgs;
}

/** The images of one platform on one engine, each built once, when the first workload needs it. */
export class ImageBuilds {
    private readonly built = new Map<Layer, BuiltImage>();
    private readonly pushed = new Map<ImageName, pulumi.Output<string>>();

    constructor(
        private readonly name: string,
        private readonly args: ImageBuildArgs,
        private readonly opts: pulumi.CustomResourceOptions,
    ) {}

    /** The reference to run a workload from: the user's own image, or one built here. */
    reference(image: Image): pulumi.Input<string> {
        if (image.prebuilt !== undefined) return whenKnown(`${image.name}.image`, image.prebuilt, isImage);
        const built = this.once(image.name, () => this.buildRole(image.name));
        const { registry } = this.args;
        if (registry === undefined) return built.resource.imageId;
        const pushed = this.pushed.get(image.name) ?? this.push(image.name, built, registry);
        this.pushed.set(image.name, pushed);
        return pushed;
    }

    /** Its tag, once the registry has it. */
    private push(image: ImageName, { resource, tag }: BuiltImage, registry: RegistryArgs): pulumi.Output<string> {
        const { username, password } = registry;
        const args: docker.RegistryImageArgs = {
            name: tag,
            // Nodes of another stack may run the same content.
            keepRemotely: true,
            ...(username === undefined || password === undefined
                ? {}
                : {
                      authConfig: {
                          address: registry.prefix.split("/")[0] ?? "",
                          username,
                          password: pulumi.secret(password),
                      },
                  }),
        };
        const pushed = new docker.RegistryImage(
            `${this.name}-${image}-push`,
            args,
            pulumi.mergeOptions(this.opts, { dependsOn: resource }),
        );
        return pushed.name;
    }

    private once(image: Layer, build: () => BuiltImage): BuiltImage {
        const built = this.built.get(image) ?? build();
        this.built.set(image, built);
        return built;
    }

    private buildRole(image: ImageName): BuiltImage {
        const base = this.once("base", () => this.make("base", this.context("base", {}), []));
        return this.make(image, this.context(image, { BASE: base.tag }), [base.resource]);
    }

    private context(layer: Layer, buildArgs: Readonly<Record<string, string>>): BuildContext {
        return describeContext(layerSources(layer, this.args.binaries), buildArgs);
    }

    private make(image: Layer, context: BuildContext, dependsOn: pulumi.Resource[]): BuiltImage {
        const folder = join(staging, `${image}-${context.hash}`);
        if (!pulumi.runtime.isDryRun()) stageContext(context, folder);
        const { platform, registry } = this.args;
        const tag = `${registry ? `${registry.prefix}/` : ""}${platform}/${image}:${context.hash}`;
        const args: docker.RemoteImageArgs = {
            name: tag,
            build: { context: folder, tags: [tag], buildArgs: { ...context.buildArgs } },
            triggers: { content: context.hash },
        };
        const resource = new docker.RemoteImage(
            `${this.name}-${image}-image`,
            this.args.transform ? this.args.transform(args, image) : args,
            pulumi.mergeOptions(this.opts, { dependsOn }),
        );
        return { resource, tag };
    }
}

interface BuiltImage {
    readonly resource: docker.RemoteImage;
    readonly tag: string;
}
