import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";
import type { Step } from "./pulumi";

const shownLines = 25;
const image = z.object({ build: z.object({ buildLogFile: z.string() }) });

/** The ends of the logs of those images whose build failed, by what Pulumi said. */
export function failedBuilds(steps: readonly Step[], said: readonly string[]): string[] {
    return steps
        .filter(({ type, name }) => type.endsWith(":RemoteImage") && said.some((line) => saysFailed(line, name)))
        .flatMap(({ name, inputs }) => {
            const file = image.safeParse(inputs).data?.build.buildLogFile;
            if (file === undefined || !existsSync(file)) return [];
            const end = readFileSync(file, "utf8").trimEnd().split("\n").slice(-shownLines);
            return [`The log of building ${name} is ${file}, and ends:`, ...end.map((line) => `    ${line}`)];
        });
}

function saysFailed(line: string, name: string): boolean {
    return line.includes(` ${name} `) && line.includes("failed");
}
