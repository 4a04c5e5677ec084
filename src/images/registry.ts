import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { input, isImageReference, matching, someText } from "../topology/checks";

/** A registry that images are pushed to, for platforms whose hosts did not build them. */
export interface RegistryArgs {
    /**
     * What comes before the names of the images: the registry's host, and a path in it.
     *
     * @example "registry.example.com/c4"
     */
    prefix: string;
    /**
     * User that may push.
     *
     * @default what `docker login` left on this machine
     */
    username?: Input<string>;
    /** Password or token of that user. Kept as a secret. */
    password?: Input<string>;
}

export const registrySchema = z.strictObject({
    prefix: matching(isImageReference, "a registry and a path, such as registry.example.com/c4"),
    username: input(someText).optional(),
    password: input(someText).optional(),
});
