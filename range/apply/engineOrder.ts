/** In which order the engine would make the resources of a plan; it deletes in the reverse one. */
import type { Plan, PlannedResource } from "../../plan/plan";

/**
 * The plan does not record which resource's output is another one's input. Those that give their
 * names to others come first, in this order.
 */
const namedByOthers = ["Namespace", "ServiceAccount", "Role", "ConfigMap", "RoleBinding"];

function rank({ type }: PlannedResource): number {
    const index = namedByOthers.indexOf(type.split(":").at(-1) ?? "");
    return index < 0 ? namedByOthers.length : index;
}

/** All resources, each after its parent and after what it depends on. */
export function inEngineOrder({ resources }: Plan): readonly PlannedResource[] {
    const sorted = resources.toSorted((a, b) => rank(a) - rank(b));
    const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
    const ordered = new Set<PlannedResource>();
    const entered = new Set<PlannedResource>();

    const visit = (urn: string | undefined, withChildren: boolean): void => {
        const resource = byUrn.get(urn ?? "");
        if (resource === undefined) {
            return;
        }
        if (!entered.has(resource)) {
            entered.add(resource);
            visit(resource.parent, false);
            for (const dependency of resource.dependsOn) {
                // To depend on a component is to depend on everything in it.
                visit(dependency, true);
            }
            ordered.add(resource);
        }
        if (withChildren) {
            for (const child of sorted.filter(({ parent }) => parent === resource.urn)) {
                visit(child.urn, true);
            }
        }
    };

    for (const { urn } of sorted) {
        visit(urn, false);
    }
    return [...ordered];
}
