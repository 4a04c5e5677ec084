import { readFileSync } from "node:fs";
import { StartError } from "../start-error.js";

/** A file of certificates that is renewed while the service runs: what it had when it was last read. */
export class PemFile {
    #text: string;

    constructor(
        /** The variable that names it. */
        private readonly variable: string,
        private readonly path: string,
    ) {
        this.#text = this.read();
    }

    get text(): string {
        return this.#text;
    }

    /** @throws StartError when it cannot be read, or holds no certificate. What was read before stays. */
    read(): string {
        const text = content(this.variable, this.path);
        if (!text.includes("-----BEGIN CERTIFICATE-----")) {
            throw new StartError(
                `${this.variable} is "${this.path}", which holds no certificate: it must be a file in PEM.`,
            );
        }
        this.#text = text;
        return text;
    }
}

function content(variable: string, path: string): string {
    try {
        return readFileSync(path, "utf8");
    } catch (error) {
        throw new StartError(
            `${variable} is "${path}", which cannot be read: it must be a file of certificates in PEM.`,
            {
                cause: error,
            },
        );
    }
}
