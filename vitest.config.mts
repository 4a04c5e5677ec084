import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        projects: [
            { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
            { test: { name: "rendering", include: ["test/rendering/**/*.test.ts"] } },
            { test: { name: "package", include: ["test/package/**/*.test.ts"] } },
        ],
    },
});
