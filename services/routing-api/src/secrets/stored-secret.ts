import { type Logger, loggable } from "../log.js";
import type { Encryption } from "./encryption.js";

/** A stored secret in clear; undefined, and a line of log, when it cannot be read: one bad row must not fail the others. */
export function readable(
    encryption: Encryption,
    stored: string,
    row: { readonly table: string; readonly id: number },
    log: Logger,
): string | undefined {
    try {
        return encryption.decrypt(stored);
    } catch (error) {
        log.error(
            { err: loggable(error), ...row },
            "a stored password cannot be decrypted: calls and registrations go without it",
        );
        return undefined;
    }
}
