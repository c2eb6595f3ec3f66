const secondsPerUnit: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 };

/**
 * Seconds of a duration like `90s`, `8m`, `1h` or `1h30m`; undefined when it is not one. Units go
 * from large to small, each at most once.
 */
export function parseDuration(text: string): number | undefined {
    const match = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text);
    if (match === null || text === "") {
        return undefined;
    }
    return ["h", "m", "s"].reduce(
        (sum, unit, index) => sum + Number(match[index + 1] ?? 0) * (secondsPerUnit[unit] ?? 0),
        0,
    );
}

/** The duration as it is written in settings: 480 is `8m`, 90 is `1m30s`. */
export function formatDuration(seconds: number): string {
    const parts = [
        [Math.floor(seconds / 3600), "h"],
        [Math.floor((seconds % 3600) / 60), "m"],
        [seconds % 60, "s"],
    ] as const;
    const text = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : "")).join("");
    return text === "" ? "0s" : text;
}
