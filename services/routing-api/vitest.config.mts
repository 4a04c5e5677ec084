import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        name: "api",
        include: ["test/**/*.test.ts"],
        globalSetup: ["test/support/global-setup.ts"],
        // Against hanging only.
        testTimeout: 600_000,
        hookTimeout: 900_000,
    },
});
