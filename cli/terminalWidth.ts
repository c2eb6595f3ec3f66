/** Of a terminal that does not say how wide it is. */
const usualWidth = 80;

/** Columns of the terminal that standard output goes to; elsewhere as COLUMNS says. */
export function terminalWidth(): number {
    const { columns, isTTY } = process.stdout;
    const said = isTTY ? columns : Number(process.env.COLUMNS);
    // Some terminals say 0.
    return said > 0 ? said : usualWidth;
}
