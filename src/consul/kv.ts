import * as consul from "@pulumi/consul";
import * as pulumi from "@pulumi/pulumi";
import type { KvFolder, KvValue } from "../topology/model";
import { type Resolver, resolve } from "../topology/references";

/** Where and under what the folders of a platform are written. */
export interface KvArgs {
    readonly platform: string;
    readonly folders: readonly KvFolder[];
    readonly resolver: Resolver;
}

/**
 * Writes the folders of a platform to Consul KV. Each folder is owned whole: a key that the declaration does not name is
 * removed from it.
 */
export function createKv(name: string, args: KvArgs, opts: pulumi.CustomResourceOptions): consul.KeyPrefix[] {
    return args.folders
        .filter((folder) => Object.keys(folder.entries).length > 0)
        .map((folder) => {
            const subkeys = Object.entries(folder.entries).map(
                ([key, value]) => [key, textOf(value, args.resolver)] as const,
            );
            return new consul.KeyPrefix(
                `${name}-${folder.path.replaceAll("/", "-")}`,
                { pathPrefix: `c4/${args.platform}/${folder.path}/`, subkeys: Object.fromEntries(subkeys) },
                opts,
            );
        });
}

function textOf(value: KvValue, resolver: Resolver): pulumi.Output<string> {
    if (typeof value === "object" && "words" in value) {
        return pulumi.all(value.words.map((word) => resolve(word, resolver))).apply((words) => words.join(" "));
    }
    return pulumi.output(resolve(value, resolver));
}
