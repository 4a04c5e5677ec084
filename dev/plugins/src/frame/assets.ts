import { isDeepStrictEqual } from "node:util";

/** The key by which Pulumi marks objects that are more than objects: secrets, outputs, assets, archives, resources. */
export const signatureKey = "4dabf18193072939515e22adb298388d";
const assetSignature = "c44067f5952c0a294b673a41bacd8c17";
const archiveSignature = "0def7320c3a5731c473e5ecbe6d01bc7";

/**
 * A file, a text or an archive, in the form in which the engine sends it: what is kept in the state has to be exactly
 * that. Where the engine leaves the content out, as of former inputs, there is only the hash.
 */
export type Asset = {
    readonly [signatureKey]: typeof assetSignature | typeof archiveSignature;
    readonly hash?: string;
    readonly path?: string;
    readonly text?: string;
    readonly uri?: string;
    /** What an archive is made of, when it is not a path. */
    readonly assets?: { readonly [name: string]: Asset };
};

const contentNames = ["hash", "path", "text", "uri"] as const;

export function isAssetSignature(signature: unknown): boolean {
    return signature === assetSignature || signature === archiveSignature;
}

export function isAsset(value: unknown): value is Asset {
    if (typeof value !== "object" || value === null) return false;
    const fields: Record<string, unknown> = { ...value };
    if (!isAssetSignature(fields[signatureKey])) return false;
    if (!contentNames.every((name) => fields[name] === undefined || typeof fields[name] === "string")) return false;
    const { assets } = fields;
    return (
        assets === undefined || (typeof assets === "object" && assets !== null && Object.values(assets).every(isAsset))
    );
}

export function isArchive(asset: Asset): boolean {
    return asset[signatureKey] === archiveSignature;
}

/** Assets are the same when their content is, wherever that comes from. */
export function sameAsset(one: Asset, other: Asset): boolean {
    if (isArchive(one) !== isArchive(other)) return false;
    if (one.hash === undefined || other.hash === undefined) return isDeepStrictEqual(one, other);
    return one.hash === other.hash;
}

/** Why an asset is refused where a plain value belongs. */
export function assetRefusal(path: string): string {
    return `property ${path} is an asset, an archive or a resource: plain values are expected here`;
}
