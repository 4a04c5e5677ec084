import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        name: "plugins",
        include: ["test/**/*.test.ts"],
        globalSetup: ["test/support/build.ts"],
        // One Docker network and one engine for all: one file after another.
        fileParallelism: false,
        // Against hanging only.
        testTimeout: 600_000,
        hookTimeout: 900_000,
    },
});
