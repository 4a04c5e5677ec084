import { defineConfig } from "vitest/config";

export default defineConfig({
    test: {
        projects: [
            { test: { name: "unit", include: ["test/unit/**/*.test.ts"] } },
            { test: { name: "rendering", include: ["test/rendering/**/*.test.ts"] } },
            { test: { name: "toolchain", include: ["test/toolchain/**/*.test.ts"], testTimeout: 60_000 } },
            {
                // Starts real instances; two platforms at once would compete for the processors and for time-outs.
                test: {
                    name: "kamailio",
                    include: ["test/kamailio/**/*.test.ts"],
                    fileParallelism: false,
                    testTimeout: 30_000,
                    hookTimeout: 600_000,
                },
            },
            {
                test: {
                    name: "hooks",
                    include: ["test/hooks/**/*.test.ts"],
                    testTimeout: 60_000,
                    hookTimeout: 600_000,
                },
            },
            // One platform, one story: each part goes on where the one before it ended.
            { test: { name: "docker", include: ["test/conformance/docker.test.ts"] } },
            { test: { name: "kubernetes", include: ["test/conformance/kubernetes.test.ts"] } },
            { test: { name: "vms", include: ["test/conformance/vms.test.ts"] } },
            { test: { name: "faults", include: ["test/faults/**/*.test.ts"], fileParallelism: false } },
            { test: { name: "package", include: ["test/package/**/*.test.ts"] } },
        ],
    },
});
