import type { TestProject } from "vitest/node";
import { PostgresServer } from "../../../../test/tools/postgres.js";

declare module "vitest" {
    interface ProvidedContext {
        postgresPort: number;
    }
}

/** One server for all files; each file makes databases of its own in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
    const server = await PostgresServer.create();
    project.provide("postgresPort", server.port);
    return () => server.remove();
}
