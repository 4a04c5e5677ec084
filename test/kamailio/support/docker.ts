import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs `docker ARGUMENTS` and gives back what it prints on both outputs. */
export async function docker(...args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await run("docker", args, { maxBuffer: 64 * 1024 * 1024 });
    return stdout + stderr;
}

/** Builds an image of a Dockerfile that is given as text. */
export function buildFrom(tag: string, dockerfile: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const child = execFile("docker", ["build", "--tag", tag, "-"], (error, stdout, stderr) =>
            error ? reject(new Error(`${stdout}${stderr}`)) : resolve(tag),
        );
        child.stdin?.end(dockerfile);
    });
}

/** Asks until the answer is true. */
export async function until(what: string, condition: () => Promise<boolean>, milliseconds = 15000): Promise<void> {
    const deadline = Date.now() + milliseconds;
    while (!(await condition())) {
        if (Date.now() > deadline) throw new Error(`${what}: not within ${milliseconds} ms.`);
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
}
