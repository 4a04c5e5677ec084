import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs `docker ARGUMENTS` and gives back what it prints on both outputs. */
export async function docker(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run("docker", args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
}

/** Runs `docker ARGUMENTS` with a text on its standard input. */
export function dockerWith(input: string, ...args: readonly string[]): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = execFile("docker", args, (error, stdout, stderr) =>
            error ? reject(new Error(`${stdout}${stderr}`)) : resolve(stdout + stderr),
        );
        child.stdin?.end(input);
    });
}

/** Builds an image of a Dockerfile that is given as text. */
export async function buildFrom(tag: string, dockerfile: string): Promise<string> {
    await dockerWith(dockerfile, "build", "--tag", tag, "-");
    return tag;
}

/** An image of the engine, by its name without the tag. */
export async function imageNamed(name: string): Promise<string> {
    const [image] = (await docker("images", "--format", "{{.Repository}}:{{.Tag}}", name)).split("\n").filter(Boolean);
    if (image === undefined) throw new Error(`The engine has no image named ${name}.`);
    return image;
}
