import type { Plan, PlannedResource } from "../../plan/plan";

/** The resource of that name; throws when the plan has none, or several. */
export function resourceNamed(plan: Plan, name: string): PlannedResource {
    const found = plan.resources.filter((resource) => resource.name === name);
    const [only] = found;
    if (only === undefined || found.length > 1) {
        throw new Error(`${found.length} resources are named ${name}`);
    }
    return only;
}

/** All resources of a type, given by the end of its token, like `:Deployment`. */
export function resourcesOf(plan: Plan, ending: string): readonly PlannedResource[] {
    return plan.resources.filter(({ type }) => type.endsWith(ending));
}

/** A field deep inside a value, by a path like `spec.template.spec.containers.0.image`. */
export function at(value: unknown, path: string): unknown {
    return path
        .split(".")
        .reduce<unknown>(
            (inner, key) => (inner as Readonly<Record<string, unknown>> | undefined)?.[key],
            value,
        );
}
