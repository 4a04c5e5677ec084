import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { create, type Owner, type Transform } from "../resource";
import type { Image, ImageName } from "../topology/model";
import { Once } from "../topology/once";
import type { BinariesArgs } from "./binaries";
import { BuildLogs } from "./build-log";
import { type BuildContext, describeContext, stageContext, staging } from "./context";
import type { RegistryArgs } from "./registry";
import { layerSources, type SoftwareLayer, tagOf } from "./sources";

/** Last word on the resources that images come from, see `Transform`; the third is the image, or `base`, which all lie on. */
export interface ImageTransforms {
    readonly image?: Transform<docker.RemoteImageArgs, ImageName | "base">;
    readonly push?: Transform<docker.RegistryImageArgs, ImageName>;
}

/** How the images of a platform are built. */
export interface ImageBuildArgs {
    readonly platform: string;
    readonly binaries: BinariesArgs;
    /** Where images are pushed, when others than this engine run them. */
    readonly registry?: RegistryArgs | undefined;
    readonly transform?: ImageTransforms | undefined;
    /** Provider of the engine. */
    readonly opts: pulumi.CustomResourceOptions;
}

/** The images of one platform on one engine, each built once, for whoever first runs a workload from it. */
export class ImageBuilds {
    private readonly built = new Once<SoftwareLayer, BuiltImage>();
    private readonly pushed = new Once<ImageName, pulumi.Output<string>>();
    private readonly logs = new BuildLogs();
    /** What comes before the names of the images. */
    private readonly prefix: pulumi.Output<string>;

    constructor(private readonly args: ImageBuildArgs) {
        const { platform, registry } = args;
        this.prefix =
            registry === undefined
                ? pulumi.output(`${platform}/`)
                : pulumi.interpolate`${registry.prefix}/${platform}/`;
    }

    /** The reference to run a workload from: the user's own image, or one built here. */
    reference(image: Image, owner: Owner): pulumi.Input<string> {
        if (image.prebuilt !== undefined) return image.prebuilt;
        const built = this.built.get(image.name, () => this.buildRole(image.name, owner));
        const { registry } = this.args;
        if (registry === undefined) return built.resource.imageId;
        return this.pushed.get(image.name, () => this.push(image.name, built, registry, owner));
    }

    /** Its tag, once the registry has it. */
    private push(
        image: ImageName,
        { resource, tag }: BuiltImage,
        registry: RegistryArgs,
        owner: Owner,
    ): pulumi.Output<string> {
        const { username, password } = registry;
        const args: docker.RegistryImageArgs = {
            name: tag,
            // Nodes of another stack may run the same content.
            keepRemotely: true,
            ...(username === undefined || password === undefined
                ? {}
                : {
                      authConfig: {
                          address: pulumi.output(registry.prefix).apply((prefix) => prefix.split("/")[0] ?? ""),
                          username,
                          password: pulumi.secret(password),
                      },
                  }),
        };
        return create(docker.RegistryImage, owner, {
            name: `${owner.name}-${image}-push`,
            args,
            opts: { ...this.args.opts, dependsOn: resource },
            transform: this.args.transform?.push,
            about: image,
        }).name;
    }

    private buildRole(image: ImageName, owner: Owner): BuiltImage {
        const base = this.built.get("base", () => this.build("base", {}, [], owner));
        return this.build(image, { BASE: base.tag }, [base.resource], owner);
    }

    private build(
        image: SoftwareLayer,
        buildArgs: Readonly<Record<string, pulumi.Output<string>>>,
        dependsOn: pulumi.Resource[],
        owner: Owner,
    ): BuiltImage {
        const context = pulumi
            .output(buildArgs)
            .apply((known) => describeContext(layerSources(image, this.args.binaries), known));
        const tag = pulumi.all([this.prefix, context]).apply(([prefix, { hash }]) => tagOf(prefix, image, hash));
        const folder = context.apply((described) => staged(image, described));
        const args: docker.RemoteImageArgs = {
            name: tag,
            build: {
                context: folder,
                tags: [tag],
                buildArgs: context.buildArgs,
                buildLogFile: folder.apply((staged) => this.logs.of(staged)),
            },
            triggers: { content: context.hash },
        };
        const resource = create(docker.RemoteImage, owner, {
            name: `${owner.name}-${image}-image`,
            args,
            opts: { ...this.args.opts, dependsOn },
            transform: this.args.transform?.image,
            about: image,
        });
        pulumi.all([folder, resource.imageId]).apply(([built]) => this.logs.done(built));
        return { resource, tag };
    }
}

/** The folder of a build context, which is filled when something will be built from it. */
function staged(image: SoftwareLayer, context: BuildContext): string {
    const folder = join(staging, `${image}-${context.hash}`);
    if (!pulumi.runtime.isDryRun()) stageContext(context, folder);
    return folder;
}

interface BuiltImage {
    readonly resource: docker.RemoteImage;
    readonly tag: pulumi.Output<string>;
}
