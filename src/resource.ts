import type { CustomResourceOptions, ProviderResource, Resource } from "@pulumi/pulumi";
import * as pulumi from "@pulumi/pulumi";

/**
 * Last word on one kind of resource: receives what it would be made of, how Pulumi would treat it, and what it is for. What is
 * returned is used in place of it; what is left out stays. `about` is the name of a workload, unless the field says otherwise.
 *
 * @example
 * ```ts
 * // The database's volume is never deleted by this stack, and a label that others put there is left alone.
 * const volume: Transform<docker.VolumeArgs> = (args, opts, workload) =>
 *     workload === "postgres" ? { opts: { ...opts, protect: true, ignoreChanges: ["labels"] } } : {};
 * ```
 */
export type Transform<Args, About extends string = string> = (
    args: Args,
    opts: CustomResourceOptions,
    about: About,
) => { args?: Args; opts?: CustomResourceOptions };

/** A component, or a part of one, that resources are made for: they lie in it, and are named after it. */
export interface Owner {
    readonly name: string;
    readonly parent: Resource;
}

/**
 * The provider by which everything of a site is made, that of layers that join it, too: one that was named, or the one that its
 * own component has for the package. None is Pulumi's default one.
 */
export function providerOf(
    pkg: "docker" | "kubernetes",
    { parent }: Owner,
    named?: ProviderResource,
): Pick<CustomResourceOptions, "provider"> {
    const provider = named ?? parent.getProvider(`${pkg}:index:Provider`);
    return provider === undefined ? {} : { provider };
}

/** One resource that is to be made. */
export interface Child<Args, About extends string> {
    readonly name: string;
    readonly args: Args;
    readonly opts?: CustomResourceOptions;
    readonly transform: Transform<Args, About> | undefined;
    /** What the resource is for, see {@link Transform}. */
    readonly about: About;
}

export type ResourceClass<Args, Type> = new (name: string, args: Args, opts?: CustomResourceOptions) => Type;

/** Makes a resource of a component's. The one way to: parent, last word and name are seen to here. */
export function create<Args, About extends string, Type extends Resource>(
    Class: ResourceClass<Args, Type>,
    owner: Owner,
    { name, args, opts = {}, transform, about }: Child<Args, About>,
): Type {
    // By its name alone anyone can tell whose it is, and two components of one stack never make the same one.
    if (name !== owner.name && !name.startsWith(`${owner.name}-`)) {
        throw new Error(`${name} would be a child of ${owner.name}, and is not named after it.`);
    }
    const options = pulumi.mergeOptions({ parent: owner.parent }, opts);
    const last = transform?.(args, options, about) ?? {};
    const other = Object.keys(last).find((key) => key !== "args" && key !== "opts");
    if (other !== undefined) {
        throw new Error(
            `A transform of ${name} returns ${other}: return { args: { ...args, ... } }, { opts }, or both.`,
        );
    }
    if (last.opts !== undefined && last.opts.parent !== owner.parent) {
        throw new Error(`A transform of ${name} returns opts without its parent: return { opts: { ...opts, ... } }.`);
    }
    return new Class(name, last.args ?? args, last.opts ?? options);
}
