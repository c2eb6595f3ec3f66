const labels = new Map<number, Map<string, string>>();

/** Made once for each pair, because it is asked for with every request. */
export function labelOf(method: string, status: number): string {
    let ofStatus = labels.get(status);
    if (ofStatus === undefined) {
        ofStatus = new Map();
        labels.set(status, ofStatus);
    }
    let label = ofStatus.get(method);
    if (label === undefined) {
        label = `${method} ${status}`;
        ofStatus.set(method, label);
    }
    return label;
}
