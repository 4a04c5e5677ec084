import type { State } from "../../pulumi";
import { lines, run } from "../../shell";
import type { Orphan } from "../../target";

const kinds = ["container", "network", "volume"] as const;
type Kind = (typeof kinds)[number];

/** What the engine has by a resource's automatic name, and the state does not hold. */
export async function orphans(resource: string, state: State): Promise<Orphan[]> {
    const known = new Set(state.resources.map(({ id }) => id));
    const generated = new RegExp(`^${resource}-[0-9a-f]{7}$`);
    const found = await Promise.all(
        kinds.map(async (kind) =>
            (await labelled(kind))
                .filter(({ id, name }) => generated.test(name) && !known.has(id) && !known.has(name))
                .map(({ id, name }) => ({ what: `the ${kind} ${name}`, remove: () => remove(kind, id) })),
        ),
    );
    return found.flat();
}

async function remove(kind: Kind, id: string): Promise<void> {
    await run("docker", kind === "container" ? ["rm", "--force", id] : [kind, "rm", id]);
}

/** Everything of a kind on the engine that carries the package's label. */
async function labelled(kind: Kind): Promise<{ id: string; name: string }[]> {
    const fields = { container: "{{.ID}} {{.Names}}", network: "{{.ID}} {{.Name}}", volume: "{{.Name}} {{.Name}}" };
    const all = kind === "volume" ? [] : ["--no-trunc"];
    const list = kind === "container" ? ["ps", "--all"] : [kind, "ls"];
    const said = await run("docker", [...list, ...all, "--filter", "label=c4.platform", "--format", fields[kind]]);
    return lines(said).map((line) => {
        const [id = "", name = ""] = line.split(" ");
        return { id, name };
    });
}
