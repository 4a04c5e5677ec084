/** Columns as wide as their widest cell. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
    const all = [head, ...rows];
    const widths = head.map((_, column) => Math.max(...all.map((cells) => (cells[column] ?? "").length)));
    return all.map((cells) =>
        cells
            .map((cell, column) => cell.padEnd(widths[column] ?? 0))
            .join("  ")
            .trimEnd(),
    );
}
