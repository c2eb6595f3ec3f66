import { type BorderUserConfig, table } from "table";

/** What a border and its padding take of a column. */
const frame = 3;
const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, "g");

/**
 * A table whose first column names the rows. Where it is wider than the terminal, the columns stand
 * in several tables one below the other, and long names in several lines.
 * @param columns cells from the top down, the header first
 */
export function matrix(
    names: readonly string[],
    columns: readonly (readonly string[])[],
    head: (text: string) => string,
    border: BorderUserConfig,
    width: number,
): string {
    const widest = Math.max(0, ...columns.map(widthOf));
    const room = width - widest - 2 * frame - 1;
    const nameWidth = Math.max(shortestName, Math.min(widthOf(names), room));
    const parts = chunks(columns, width - nameWidth - frame - 1);
    return parts
        .map((part) =>
            table(
                names
                    .map((name, at) => [name, ...part.map((cells) => cells[at] ?? "")])
                    .map((row, at) => (at === 0 ? row.map(head) : row)),
                {
                    border,
                    columns: nameWidth < widthOf(names) ? { 0: { width: nameWidth } } : {},
                    drawHorizontalLine: (line, count) => line < 2 || line === count,
                },
            ).trimEnd(),
        )
        .join("\n");
}

/** Narrower names can no longer be told apart. */
const shortestName = 12;

function widthOf(cells: readonly string[]): number {
    const lines = cells.flatMap((cell) => cell.replace(colour, "").split("\n"));
    return Math.max(0, ...lines.map(({ length }) => length));
}

/** As many columns side by side as there is room for, and at least one. */
function chunks(
    columns: readonly (readonly string[])[],
    room: number,
): readonly (readonly (readonly string[])[])[] {
    const parts: (readonly string[])[][] = [[]];
    let used = 0;
    for (const column of columns) {
        const needed = widthOf(column) + frame;
        if (used + needed > room && used > 0) {
            parts.push([]);
            used = 0;
        }
        parts.at(-1)?.push(column);
        used += needed;
    }
    return parts;
}
