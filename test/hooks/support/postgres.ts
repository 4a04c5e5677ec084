import { join } from "node:path";
import { packageRoot } from "../../../src/rendering/render";
import { buildFrom, docker, dockerWith } from "../../tools/docker";
import { succeeds, until } from "../../tools/until";

const image = "c4-test-postgres";

/** The image of PostgreSQL, on a base that has no hooks. */
export async function buildPostgres(): Promise<string> {
    await buildFrom(
        "c4-test-postgres-base",
        "FROM debian:trixie-slim\nRUN mkdir -p /run/c4 && useradd --system --uid 10000 c4 && chown c4:c4 /run/c4\n",
    );
    const folder = join(packageRoot, "images", "postgres");
    await docker("build", "--tag", image, "--build-arg", "BASE=c4-test-postgres-base", folder);
    return image;
}

/** One PostgreSQL in a container, started by `postgres-start`. */
export class PostgresContainer {
    private constructor(
        readonly id: string,
        readonly address: string,
        private readonly settings: Readonly<Record<string, string>>,
    ) {}

    /** @param where What `docker run` is told besides. */
    static async start(settings: Readonly<Record<string, string>>, ...where: string[]): Promise<PostgresContainer> {
        const environment = Object.entries(settings).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
        // What it shows has to be there before it starts, as c4-lists sees to.
        const start =
            'until [ -z "$POSTGRES_CERTIFICATE" ] || [ -s "$POSTGRES_CERTIFICATE" ]; do sleep 0.1; done; exec "$0"';
        const command = ["sh", "-c", start, "/usr/local/lib/c4/postgres-start"];
        const id = (await docker("run", "--detach", "--init", ...where, ...environment, image, ...command)).trim();
        const address = await docker("inspect", "--format", "{{.NetworkSettings.IPAddress}}", id);
        return new PostgresContainer(id, address.trim(), settings);
    }

    /** Gives it another certificate, with its key, as a file of its own user's. */
    async show(certificate: string): Promise<void> {
        const write =
            'umask 077; cat >"$POSTGRES_CERTIFICATE.new"; mv "$POSTGRES_CERTIFICATE.new" "$POSTGRES_CERTIFICATE"';
        await dockerWith(certificate, "exec", "--interactive", this.id, "sh", "-c", write);
    }

    /** Tells it what `c4-reload` would. */
    async hangUp(): Promise<void> {
        await docker("kill", "--signal", "HUP", this.id);
    }

    /** Answer to a query that comes by TCP, with the password that it was started with or another one. */
    query(sql: string, { password = this.settings.POSTGRES_PASSWORD ?? "", mode = "prefer" } = {}): Promise<string> {
        const login = [`--username=${this.settings.POSTGRES_USER}`, `--dbname=${this.settings.POSTGRES_DB}`];
        const variables = ["--env", `PGPASSWORD=${password}`, "--env", `PGSSLMODE=${mode}`];
        const format = ["--no-align", "--tuples-only", `--command=${sql}`];
        return docker("exec", ...variables, this.id, "psql", "--host=127.0.0.1", ...login, ...format);
    }

    async ready(): Promise<void> {
        await until("the database answers", () => succeeds(() => this.query("select 1")), { seen: () => this.logs() });
    }

    /** What it has said. */
    logs(): Promise<string> {
        return docker("logs", this.id);
    }

    async remove(): Promise<void> {
        await docker("rm", "--force", "--volumes", this.id);
    }
}
