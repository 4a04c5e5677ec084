import type { Checkout } from "./checkout";

/** A pinned module whose source is at hand: what is built is Go's own doing, and needs no network. */
export function pin(checkout: Checkout, tool: string, version: string, source: string): void {
    const folder = `dev/toolchain/${tool}`;
    checkout.write(
        `${folder}/go.mod`,
        [
            `module example.org/toolchain/${tool}`,
            "go 1.24",
            `tool example.org/${tool}/cmd/${tool}`,
            `require example.org/${tool} ${version}`,
            `replace example.org/${tool} => ./source`,
            "",
        ].join("\n"),
    );
    checkout.write(`${folder}/go.sum`, "");
    checkout.write(`${folder}/source/go.mod`, `module example.org/${tool}\ngo 1.24\n`);
    checkout.write(`${folder}/source/cmd/${tool}/main.go`, source);
}

/** A program that says a text. */
export const greets = (text: string) => `package main\nimport "fmt"\nfunc main() { fmt.Println("${text}") }\n`;
