import { annotations } from "../shop/names";
import type { Delta } from "./delta";
import type { Plan, PlannedResource } from "./plan";

/** A plan as sorted lines of text, one per resource: small enough to be read in a review. */
export function inventoryOf({ resources }: Plan): readonly string[] {
    return resources
        .filter(({ isComponent }) => !isComponent)
        .map(lineOf)
        .sort();
}

/** A delta as lines: `+ Job x`, `- Job x`, `~ Deployment x: field before -> after`. */
export function deltaLines({ added, changed, removed }: Delta): readonly string[] {
    return [
        ...added.map((resource) => `+ ${titleOf(resource)}`),
        ...removed.map((resource) => `- ${titleOf(resource)}`),
        ...changed.flatMap(({ resource, changes }) =>
            changes.map(
                ({ path, before, after }) =>
                    `~ ${titleOf(resource)}: ${path} ${String(before)} -> ${String(after)}`,
            ),
        ),
    ].sort();
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
    const { metadata, spec: pod } = spec.template ?? {};
    const containers = pod?.containers ?? [];
    const sizes = containers.map(({ resources }) => sizeOf(resources)).join(" + ");
    const isRestarted = metadata?.annotations?.[annotations.restarted] !== undefined;
    return [
        `${titleOf(resource)}: ${String(spec.replicas ?? "autoscaled")} x ${sizes}`,
        ...containers.flatMap(patienceOf),
        ...(isRestarted ? ["restarted"] : []),
    ].join(", ");
}

interface DeploymentLike {
    readonly replicas?: number;
    readonly template?: {
        readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
        readonly spec?: { readonly containers?: readonly Container[] };
    };
}

interface Container {
    readonly resources?: Sizes;
    readonly livenessProbe?: { readonly failureThreshold?: number };
    readonly readinessProbe?: { readonly failureThreshold?: number };
}

interface Sizes {
    readonly requests?: { readonly cpu?: string; readonly memory?: string };
    readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** How many failures its probes put up with, where that is said. */
function patienceOf({ livenessProbe, readinessProbe }: Container): readonly string[] {
    const [live, ready] = [livenessProbe?.failureThreshold, readinessProbe?.failureThreshold];
    return live === undefined || ready === undefined
        ? []
        : [`killed after ${live} failures, unready after ${ready}`];
}

function sizeOf(sizes: Sizes | undefined): string {
    if (sizes === undefined) {
        return "unsized";
    }
    const { requests = {}, limits = {} } = sizes;
    const wanted = `${requests.cpu ?? "-"}/${requests.memory ?? "-"}`;
    return sizes.limits === undefined
        ? `${wanted}, no limits`
        : `${wanted} to ${limits.cpu ?? "-"}/${limits.memory ?? "-"}`;
}
