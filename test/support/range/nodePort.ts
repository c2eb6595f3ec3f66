let given = 0;

/**
 * A port for a shop of its own: ranges that are up at the same time cannot share one, be they of this
 * process or of another. The whole range is 30000 to 32767.
 */
export function newNodePort(): number {
    return 30_000 + ((process.pid + given++) % 2768);
}
