import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

export const repository = join(__dirname, "..", "..");

/** Folders of programs: those that this repository built for itself come first. */
export const executablePath = [join(repository, ".c4", "bin"), process.env.PATH ?? ""].join(delimiter);

/** Path of a program that the tests run for real. */
export function executable(name: string): string {
    const found = executablePath
        .split(delimiter)
        .map((folder) => join(folder, name))
        .find(isExecutable);
    if (found !== undefined) return found;
    throw new Error(`There is no ${name} in ${executablePath}: \`make test\` builds what is missing.`);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}
