/** What the chart and Datadog accept at most. */
const maximumLength = 80;

/**
 * The name under which Datadog lists a cluster, made from its context in the kubeconfig: lower-case
 * letters, digits and dashes in parts separated by dots, with a letter first.
 */
export function clusterNameOf(kubeContext: string): string {
    const parts = kubeContext
        .toLowerCase()
        .replace(/[^a-z0-9.]+/g, "-")
        .split(".")
        .map((part) => part.replace(/^-+|-+$/g, ""))
        .filter((part) => part !== "");
    const name = parts.join(".");
    const started = /^[a-z]/.test(name) ? name : `cluster-${name}`;
    return started.slice(0, maximumLength).replace(/[-.]+$/, "");
}
