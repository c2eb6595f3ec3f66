/** A duration of whole seconds as Go prints it: `10s`, `2m40s`, `5m0s`. */
export function goDuration(seconds: number): string {
    const minutes = Math.floor(seconds / 60);
    const hours = Math.floor(minutes / 60);
    const rest = `${Math.round(seconds % 60)}s`;
    return minutes === 0 ? rest : `${hours === 0 ? "" : `${hours}h`}${minutes % 60}m${rest}`;
}
