import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { repository } from "../tools/executables";

/** What is written by hand; a file that is being removed is there no more. */
const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.mts"], {
    cwd: repository,
    encoding: "utf8",
})
    .split("\n")
    .filter((file) => file !== "" && !file.endsWith("openapi.d.ts") && existsSync(join(repository, file)));
const textOf = (file: string) => readFileSync(join(repository, file), "utf8");

/** Files of the repository that a file imports, types included. */
function importsOf(file: string): string[] {
    return ts
        .preProcessFile(textOf(file))
        .importedFiles.map(({ fileName }) => fileName)
        .filter((name) => name.startsWith("."))
        .flatMap((name) => {
            const path = normalize(join(dirname(file), name)).replace(/\.js$/, "");
            return [`${path}.ts`, join(path, "index.ts")].filter((candidate) => files.includes(candidate));
        });
}

/** A way from each file of a circle to itself; empty when there is none. */
function circles(): string[] {
    const seen = new Set<string>();
    const found: string[] = [];
    const walk = (file: string, way: readonly string[]) => {
        if (way.includes(file)) {
            found.push([...way.slice(way.indexOf(file)), file].join(" -> "));
            return;
        }
        if (seen.has(file)) return;
        seen.add(file);
        for (const imported of importsOf(file)) walk(imported, [...way, file]);
    };
    for (const file of files) walk(file, []);
    return found;
}

/** Places where the checker is told to look away, by file and line. */
function doubts(file: string): string[] {
    const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.ES2022, true);
    const found: string[] = [];
    const walk = (node: ts.Node) => {
        const twice = ts.isAsExpression(node) && ts.isAsExpression(node.expression);
        if (twice || node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node)) {
            found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${node.getText()}`);
        }
        ts.forEachChild(node, walk);
    };
    walk(source);
    return found;
}

describe("the house", () => {
    it("has files to look at", () => {
        expect(files).toContain("src/index.ts");
        expect(importsOf("src/index.ts").length).toBeGreaterThan(3);
    });

    it("has no circle of imports, of types neither", () => {
        expect(circles()).toEqual([]);
    });

    it("has no file of more than 300 lines", () => {
        const lines = files.map((file) => [file, textOf(file).trimEnd().split("\n").length] as const);
        expect(lines.filter(([, count]) => count > 300)).toEqual([]);
    });

    it("has no `any`, no cast by way of another one, no `!`", () => {
        expect(files.flatMap(doubts)).toEqual([]);
    });
});
