import type { Input } from "@pulumi/pulumi";
import * as z from "zod";
import { type Format, isImageReference, someText } from "../arguments/formats";
import { input, secretInput } from "../arguments/rules";

/** A registry that images are pushed to, for platforms whose hosts did not build them. */
export interface RegistryArgs {
    /**
     * What comes before the names of the images: the registry's host, and a path in it.
     *
     * @example "registry.example.com/c4"
     */
    prefix: Input<string>;
    /**
     * User that may push.
     *
     * @default what `docker login` left on this machine
     */
    username?: Input<string>;
    /** Password or token of that user. Kept as a secret. */
    password?: Input<string>;
}

const registryPrefix: Format = {
    accepts: isImageReference,
    allowed: "a registry and a path, such as registry.example.com/c4",
};

export const registrySchema = z.strictObject({
    prefix: input(registryPrefix),
    username: input(someText).optional(),
    password: secretInput(someText).optional(),
});
