/** Who has made an object, as the object itself says. */
import { at, type Json, listAt, textAt } from "./json";

export interface Owner {
    readonly kind: string;
    readonly name: string;
}

/** Who makes the pod: of a ReplicaSet its Deployment. */
export function topOwner(pod: Json, replicaSets: readonly Json[]): Owner | undefined {
    const owner = ownerOf(pod);
    const set = replicaSets.find((one) => nameOf(one) === owner?.name);
    return (owner?.kind === "ReplicaSet" ? ownerOf(set) : undefined) ?? owner;
}

export function ownerOf(object: Json | undefined): Owner | undefined {
    const [owner] = listAt(object, "metadata", "ownerReferences").filter(
        (one) => at(one, "controller") === true,
    );
    return owner === undefined
        ? undefined
        : { kind: textAt(owner, "kind") ?? "", name: textAt(owner, "name") ?? "" };
}

export function nameOf(object: Json): string {
    return textAt(object, "metadata", "name") ?? "";
}
