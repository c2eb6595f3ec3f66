import type { Plan, PlannedResource } from "./plan";

/** A plan as sorted lines of text, one per resource: small enough to be read in a review. */
export function inventoryOf({ resources }: Plan): readonly string[] {
    return resources
        .filter(({ isComponent }) => !isComponent)
        .map(lineOf)
        .sort();
}

/** Type and name of a resource as people know them, like `Deployment front-end`. */
export function titleOf({ type, name, inputs }: PlannedResource): string {
    const kind = type.split(":").at(-1) ?? type;
    const metadata = inputs.metadata as { name?: string } | undefined;
    return `${kind} ${metadata?.name ?? name}`;
}

/** With what incidents and remediations change, so that a wrong figure shows up in the diff. */
function lineOf(resource: PlannedResource): string {
    const { inputs } = resource;
    const spec = (inputs.spec ?? {}) as DeploymentLike;
    if (resource.type !== "kubernetes:apps/v1:Deployment") {
        return titleOf(resource);
    }
    const containers = spec.template?.spec?.containers ?? [];
    const sizes = containers.map(({ resources }) => sizeOf(resources)).join(" + ");
    return `${titleOf(resource)}: ${String(spec.replicas ?? "autoscaled")} x ${sizes}`;
}

interface DeploymentLike {
    readonly replicas?: number;
    readonly template?: {
        readonly spec?: { readonly containers?: readonly { readonly resources?: Sizes }[] };
    };
}

interface Sizes {
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
    readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

function sizeOf(sizes: Sizes | undefined): string {
    if (sizes === undefined) {
        return "unsized";
    }
    const { requests = {}, limits = {} } = sizes;
    return `${requests.cpu ?? "-"}/${requests.memory ?? "-"} to ${limits.cpu ?? "-"}/${limits.memory ?? "-"}`;
}
