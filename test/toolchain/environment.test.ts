import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Checkout } from "./support/checkout";

const source = ". dev/toolchain/env.sh";

describe("the environment of the project's commands", () => {
    let checkout: Checkout;
    beforeEach(() => {
        checkout = new Checkout();
    });
    afterEach(() => checkout.remove());

    it("keeps state in the checkout, with a passphrase that is made once and is its user's only", async () => {
        const show = `${source}; echo "$PULUMI_BACKEND_URL $PULUMI_CONFIG_PASSPHRASE_FILE"`;
        const file = join(checkout.root, ".c4/passphrase");
        expect((await checkout.run(show)).output).toBe(`file://${checkout.root}/.c4/state ${file}\n`);
        const passphrase = readFileSync(file, "utf8");
        expect(passphrase.trim()).toHaveLength(32);
        expect(statSync(file).mode & 0o777).toBe(0o600);
        await checkout.run(show);
        expect(readFileSync(file, "utf8")).toBe(passphrase);
    });

    it("leaves what the user has set, an empty passphrase too", async () => {
        const ended = await checkout.run(
            `${source}; echo "$PULUMI_BACKEND_URL|$PULUMI_CONFIG_PASSPHRASE|\${PULUMI_CONFIG_PASSPHRASE_FILE-none}"`,
            { PULUMI_BACKEND_URL: "s3://states", PULUMI_CONFIG_PASSPHRASE: "" },
        );
        expect(ended.output).toBe("s3://states||none\n");
    });

    it("puts the built programs first on the PATH, once", async () => {
        const ended = await checkout.run(`${source}; ${source}; echo "$PATH"`, { PATH: "/usr/bin:/bin" });
        expect(ended.output).toBe(`${checkout.root}/.c4/bin:/usr/bin:/bin\n`);
    });

    it("stops downloads of plugins only where the stand-ins are", async () => {
        const show = `${source}; echo "\${PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION-unset}"`;
        expect((await checkout.run(show)).output).toBe("unset\n");
        checkout.write(".c4/bin/pulumi-resource-docker", "#!/bin/sh\n", 0o755);
        expect((await checkout.run(show)).output).toBe("true\n");
    });

    it("is an error outside of a checkout", async () => {
        const ended = await checkout.run(`cd dev; . "${checkout.root}/dev/toolchain/env.sh" || exit 3`);
        expect(ended).toMatchObject({ status: 3 });
        expect(ended.output).toContain("source dev/toolchain/env.sh in the repository's root");
    });
});
