/** Of a terminal that does not say how wide it is. */
const usualWidth = 80;

/** Columns of the terminal that standard output goes to, if it goes to one. */
export function terminalWidth(): number {
    const { columns, isTTY } = process.stdout;
    // Some terminals say 0.
    return isTTY && columns > 0 ? columns : usualWidth;
}
