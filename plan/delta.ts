import microdiff from "microdiff";

import type { Plan, PlannedResource } from "./plan";

/** One field of a resource that differs between two plans. */
export interface FieldChange {
    /** Like `spec.template.spec.containers.0.resources.limits.memory`. */
    readonly path: string;
    /** Undefined: the field is not there. */
    readonly before: unknown;
    readonly after: unknown;
}

export interface ChangedResource {
    readonly resource: PlannedResource;
    readonly changes: readonly FieldChange[];
}

/** What has to happen to get from one plan to another. Components are left out: they are names. */
export interface Delta {
    readonly added: readonly PlannedResource[];
    readonly changed: readonly ChangedResource[];
    readonly removed: readonly PlannedResource[];
}

/** Compares two plans, resource by resource, in the order of their URNs. */
export function deltaOf(before: Plan, after: Plan): Delta {
    const [old, wanted] = [byUrn(before), byUrn(after)];
    return {
        added: [...wanted.values()].filter(({ urn }) => !old.has(urn)),
        removed: [...old.values()].filter(({ urn }) => !wanted.has(urn)),
        changed: [...wanted.values()].flatMap((resource) => {
            const previous = old.get(resource.urn);
            const changes = previous === undefined ? [] : fieldChanges(previous, resource);
            return changes.length === 0 ? [] : [{ resource, changes }];
        }),
    };
}

function byUrn({ resources }: Plan): ReadonlyMap<string, PlannedResource> {
    return new Map(
        resources.filter(({ isComponent }) => !isComponent).map((one) => [one.urn, one]),
    );
}

function fieldChanges(before: PlannedResource, after: PlannedResource): readonly FieldChange[] {
    return microdiff(before.inputs, after.inputs).map((difference) => ({
        path: difference.path.join("."),
        before: difference.type === "CREATE" ? undefined : (difference.oldValue as unknown),
        after: difference.type === "REMOVE" ? undefined : (difference.value as unknown),
    }));
}
