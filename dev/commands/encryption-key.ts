import { randomBytes } from "node:crypto";
import type { Stack } from "./pulumi";
import { targetOf } from "./targets";

/**
 * Sees to it that the configuration of a stack whose data is kept holds the key of the passwords in it: the one that a former
 * version drew into the state, or a new one. Without it, data that outlives the stack could not be read again.
 */
export async function keepEncryptionKey(stack: Stack, say: (line: string) => void): Promise<void> {
    const keepData = await stack.setting("keepData");
    const kept = keepData === undefined ? (await targetOf(stack.name)).keepsStorage : keepData === "true";
    if (!kept || (await stack.setting("encryptionKey")) !== undefined) return;
    const drawn = await stack.secretOf("random:index/randomBytes:RandomBytes", "-encryption-key");
    await stack.configureSecret("encryptionKey", drawn ?? randomBytes(32).toString("base64"));
    say(
        `  the key of stored passwords is kept in stacks/Pulumi.${stack.name}.yaml, encrypted, ` +
            (drawn === undefined ? "and new" : "as it was in the state"),
    );
}
