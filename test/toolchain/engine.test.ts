import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Checkout } from "./support/checkout";

const nowhere = { DOCKER_HOST: "tcp://127.0.0.1:1" };

describe("the Docker engine", () => {
    let checkout: Checkout;
    beforeEach(() => {
        checkout = new Checkout();
    });
    afterEach(() => checkout.remove());

    it("of DOCKER_HOST is never replaced by one of this machine", async () => {
        expect((await checkout.run("dev/toolchain/engine possible", nowhere)).status).toBe(1);
        const ended = await checkout.run("dev/toolchain/engine start", nowhere);
        expect(ended.status).toBe(1);
        expect(ended.output).toContain("no Docker engine answers at DOCKER_HOST=tcp://127.0.0.1:1. Start it, or unset");
        expect((await checkout.run("dev/toolchain/engine status", nowhere)).output).toBe("no Docker engine answers\n");
    });

    it("that was not started here is left alone by stop, even when its number is that of one that was", async () => {
        expect(await checkout.run("dev/toolchain/engine stop", nowhere)).toMatchObject({ status: 0, output: "" });

        const other = spawn("sleep", ["600"]);
        const gone = new Promise((resolve) => other.on("close", (_, signal) => resolve(signal)));
        checkout.write(".c4/engine/dockerd.pid", `${other.pid} 1\n`);
        expect(await checkout.run("dev/toolchain/engine stop", nowhere)).toMatchObject({ status: 0, output: "" });
        // Whichever signal came first ended it.
        other.kill("SIGINT");
        expect(await gone).toBe("SIGINT");
    });
});
