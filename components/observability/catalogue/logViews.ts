import type { KnownIncident } from "./incident";

/** A view of the log explorer, as it is created. */
export interface LogView {
    /** Kebab-case; the same whether the drill is blind or not. */
    readonly id: string;
    readonly title: string;
    /** The whole search, the namespace included. */
    readonly search: string;
}

export interface LogViewScope {
    readonly namespace: string;
    /** Titles say what a view lists, not which incident it is for. */
    readonly blind: boolean;
}

/** The views of the incidents, each once, and one of all errors. */
export function logViews(
    { namespace, blind }: LogViewScope,
    incidents: readonly KnownIncident[],
): readonly LogView[] {
    const general = { name: "All Errors", neutralName: "All Errors", search: "status:error" };
    const all = [...incidents.flatMap(({ observation }) => observation.logView ?? []), general];
    return all
        .map(({ name, neutralName, search }) => ({
            id: neutralName.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
            title: blind ? neutralName : name,
            search: `kube_namespace:${namespace} ${search}`,
        }))
        .filter(({ id }, index, views) => views.findIndex((one) => one.id === id) === index);
}
