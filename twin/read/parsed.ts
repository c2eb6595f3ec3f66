import { z } from "zod";

import type { PlannedObject } from "../../plan/plan";

/** The object as the schema has it; throws an error that names it and lists what is wrong. */
export function parsed<T extends z.ZodType>(schema: T, object: PlannedObject): z.infer<T> {
    const result = schema.safeParse(object);
    if (!result.success) {
        const { kind, metadata } = object;
        throw new Error(
            `The simulation cannot read ${kind} ${metadata.name}:\n${z.prettifyError(result.error)}`,
        );
    }
    return result.data;
}

export function ofKind(objects: readonly PlannedObject[], kind: string): readonly PlannedObject[] {
    return objects.filter((object) => object.kind === kind);
}
