import { hookFolder, hostFolders } from "../../rendering/paths";
import { render } from "../../rendering/render";

const folders = Object.entries({ ...hostFolders, hooks: hookFolder })
    .map(([name, path]) => `${name}=${path}`)
    .join(" ");

/**
 * A script of `templates/machine`. Those that stand alone, or that others source, are told the folders of a host, and where
 * an instance sees its hooks, by a line before their own.
 */
export function hostScript(name: string): string {
    const text = render(`machine/${name}`, {});
    return ["setup", "c4-probe", "c4-host-lib"].includes(name) ? `${folders}\n${text}` : text;
}
