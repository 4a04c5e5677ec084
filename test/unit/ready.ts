import type { C4Args } from "../../src/c4-args";
import { docker } from "../../src/targets/docker/index";

/** A ready image, so that nothing is built and a test is about the rest. */
export const image = "registry.example.com/c4:1";
export const encryptionKey = Buffer.alloc(32, 1).toString("base64");

/** A platform on Docker with a ready image for each role. */
export const ready: C4Args = {
    target: docker(),
    sbc: { image },
    router: { image },
    rtpengine: { image },
    routingApi: { image },
    postgres: { image },
    consul: { image },
};
