/** A duration as Go prints it: `1.65ms`, `10s`, `2m40s`. */
export function goDuration(seconds: number): string {
    const nanoseconds = Math.round(seconds * 1e9);
    if (nanoseconds < 1e3) {
        return `${nanoseconds}ns`;
    }
    if (nanoseconds < 1e6) {
        return `${nanoseconds / 1e3}µs`;
    }
    if (nanoseconds < 1e9) {
        return `${nanoseconds / 1e6}ms`;
    }
    const minutes = Math.floor(nanoseconds / 60e9);
    const hours = Math.floor(minutes / 60);
    const rest = `${(nanoseconds - minutes * 60e9) / 1e9}s`;
    return minutes === 0 ? rest : `${hours === 0 ? "" : `${hours}h`}${minutes % 60}m${rest}`;
}
