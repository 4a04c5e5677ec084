import { defineConfig } from "vitest/config";

const minute = 60_000;

// Bounds guard against hanging, and nothing else: a machine may be slow, and run something else. What asks `until` is given
// up there first, with what was seen last.
const withPrograms = {
    testTimeout: 10 * minute,
    hookTimeout: 15 * minute,
    expect: { poll: { timeout: 3 * minute } },
    // Of what failed far away the message is all there is: which calls, and with which answer.
    chaiConfig: { truncateThreshold: 400 },
};

export default defineConfig({
    test: {
        projects: [
            { test: { name: "unit", include: ["test/unit/**/*.test.ts"], testTimeout: 2 * minute } },
            { test: { name: "rendering", include: ["test/rendering/**/*.test.ts"], testTimeout: 2 * minute } },
            { test: { name: "toolchain", include: ["test/toolchain/**/*.test.ts"], ...withPrograms } },
            // Starts real instances; two platforms at once would compete for the processors and for time-outs.
            {
                test: {
                    name: "kamailio",
                    include: ["test/kamailio/**/*.test.ts"],
                    fileParallelism: false,
                    ...withPrograms,
                },
            },
            { test: { name: "hooks", include: ["test/hooks/**/*.test.ts"], ...withPrograms } },
            // One platform, one story: each part goes on where the one before it ended.
            { test: { name: "docker", include: ["test/conformance/docker.test.ts"], ...withPrograms } },
            { test: { name: "kubernetes", include: ["test/conformance/kubernetes.test.ts"], ...withPrograms } },
            { test: { name: "vms", include: ["test/conformance/vms.test.ts"], ...withPrograms } },
            // A cluster, hosts and an engine have nothing in common.
            { test: { name: "faults", include: ["test/faults/**/*.test.ts"], ...withPrograms } },
            { test: { name: "package", include: ["test/package/**/*.test.ts"], ...withPrograms } },
        ],
    },
});
