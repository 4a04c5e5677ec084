import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        name: "plugins",
        include: ["test/**/*.test.ts"],
        globalSetup: ["test/support/build.ts"],
        // One Docker network and one engine for all: one file after another.
        fileParallelism: false,
        testTimeout: 60_000,
        hookTimeout: 60_000,
    },
});
