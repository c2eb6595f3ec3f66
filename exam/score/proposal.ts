/** A proposed change of the shop, made to what the program would deploy. */
import { z } from "zod";

import { kubernetesObjects, type Plan, type PlannedResource } from "../../plan/plan";
import type { ServiceChange } from "../../shop/changes";
import { messageOf } from "../../tools/messageOf";
import { idleOf } from "../../twin/physics/idle";
import { readWorld } from "../../twin/read/world";
import type { ProposedPatch } from "../answers/schema";

const tokens = {
    Deployment: "kubernetes:apps/v1:Deployment",
    HorizontalPodAutoscaler: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
} as const;

/** What a proposal cannot change, and so does not prevent. */
export class UselessProposal extends Error {}

const deeds: ReadonlySet<ServiceChange["kind"]> = new Set([
    ...(["replicas", "image", "targetPort", "network"] as const),
]);

/** Whether all that was broken is what somebody did later, whatever sizes and probes the shop had. */
export function isBeyondProposals(faults: readonly ServiceChange[]): boolean {
    return faults.length > 0 && faults.every(({ kind }) => deeds.has(kind));
}

/**
 * The plans of a healthy shop and of an incident with the change in both. A size or a probe that
 * the incident would have set wrong stays as proposed, as with the program's own fixes: who sets
 * it wrong is kept from it. A count, an image or a port is set by whoever breaks the shop, later.
 */
export function withPatches(
    plans: { readonly healthy: Plan; readonly incident: Plan },
    patches: readonly ProposedPatch[],
    faults: readonly ServiceChange[],
): { readonly healthy: Plan; readonly incident: Plan } {
    const healthy = patched(plans.healthy, patches);
    if (JSON.stringify(healthy) === JSON.stringify(plans.healthy)) {
        throw new UselessProposal("it changes nothing of the shop as it is when it is healthy");
    }
    const allowed = patches.map((patch) => withoutBroken(patch, faults));
    const incident = patched(plans.incident, allowed);
    [healthy, incident].forEach(requirePlayable);
    return { healthy, incident };
}

/** Of what the program makes the simulation can play all, so what it cannot is in a patch. */
function requirePlayable(plan: Plan): void {
    const namespace = plan.outputs.namespace as string;
    try {
        readWorld(kubernetesObjects(plan), namespace)
            .deployments.flatMap(({ containers }) => containers)
            .forEach(({ program }) => idleOf(program));
    } catch (error) {
        throw new UselessProposal(messageOf(error), { cause: error });
    }
}

function patched(plan: Plan, patches: readonly ProposedPatch[]): Plan {
    return patches.reduce((changed, patch) => patchedOne(changed, patch), plan);
}

function patchedOne(plan: Plan, patch: ProposedPatch): Plan {
    const found = plan.resources.find((resource) => isMeant(resource, patch));
    if (found !== undefined) {
        const inputs = { ...found.inputs, spec: merged(found.inputs.spec, patch.spec) };
        const changed = { ...found, inputs };
        return {
            ...plan,
            resources: plan.resources.map((resource) => (resource === found ? changed : resource)),
        };
    }
    if (patch.kind !== "HorizontalPodAutoscaler") {
        throw new UselessProposal(`there is no ${patch.kind} "${patch.name}" in the shop`);
    }
    return withAutoscaler(plan, patch);
}

const nameOf = ({ inputs }: PlannedResource): unknown =>
    (inputs.metadata as { readonly name?: unknown } | undefined)?.name;

const isMeant = (resource: PlannedResource, { kind, name }: ProposedPatch): boolean =>
    resource.type === tokens[kind] && nameOf(resource) === name;

const autoscalerSpec = z.looseObject({
    scaleTargetRef: z.looseObject({ name: z.string() }),
    maxReplicas: z.int().min(1),
    metrics: z.array(z.looseObject({})).min(1),
});

/** An autoscaler owns the count of its target, which then asks for none. */
function withAutoscaler(plan: Plan, { name, spec }: ProposedPatch): Plan {
    const read = autoscalerSpec.safeParse(spec);
    const target = plan.resources.find(
        (resource) =>
            resource.type === tokens.Deployment &&
            read.success &&
            nameOf(resource) === read.data.scaleTargetRef.name,
    );
    if (!read.success || target === undefined) {
        throw new UselessProposal(
            `the autoscaler "${name}" needs scaleTargetRef to a Deployment of the shop, maxReplicas and metrics`,
        );
    }
    const uncounted = without(target.inputs.spec as Loose, "replicas");
    const namespace = (target.inputs.metadata as { readonly namespace?: string }).namespace;
    const made: PlannedResource = {
        ...target,
        urn: `${target.urn}-autoscaler-${name}`,
        name: `${name}-proposed`,
        type: tokens.HorizontalPodAutoscaler,
        inputs: {
            apiVersion: "autoscaling/v2",
            kind: "HorizontalPodAutoscaler",
            metadata: { name, namespace },
            spec,
        },
    };
    const resources = plan.resources.map((resource) =>
        resource === target
            ? { ...target, inputs: { ...target.inputs, spec: uncounted } }
            : resource,
    );
    return { ...plan, resources: [...resources, made] };
}

/** The patch as far as the faults leave it in force. */
function withoutBroken(patch: ProposedPatch, faults: readonly ServiceChange[]): ProposedPatch {
    const own = faults.filter(
        ({ service }) => patch.kind === "Deployment" && service === patch.name,
    );
    return own.reduce((left, fault) => ({ ...left, spec: brokenSpec(left.spec, fault) }), patch);
}

function brokenSpec(spec: ProposedPatch["spec"], fault: ServiceChange): ProposedPatch["spec"] {
    switch (fault.kind) {
        case "replicas":
            return without(spec, "replicas");
        case "image":
            return mapContainers(spec, (container) => without(container, "image"));
        default:
            return spec;
    }
}

type Loose = Readonly<Record<string, unknown>>;

const without = (object: Loose, field: string): Loose =>
    Object.fromEntries(Object.entries(object).filter(([key]) => key !== field));

function mapContainers(spec: ProposedPatch["spec"], change: (container: Loose) => Loose): Loose {
    const template = spec.template as
        { readonly spec?: { readonly containers?: Loose[] } } | undefined;
    const containers = template?.spec?.containers;
    return containers === undefined
        ? spec
        : {
              ...spec,
              template: {
                  ...template,
                  spec: { ...template?.spec, containers: containers.map(change) },
              },
          };
}

/** As a strategic merge: null takes away, lists of named things are merged by name. */
export function merged(into: unknown, patch: unknown): unknown {
    if (isList(patch)) {
        return isNamed(patch) && isList(into) ? mergedByName(into, patch) : patch;
    }
    if (!isObject(patch)) {
        return patch;
    }
    const before = isObject(into) ? into : {};
    const changed = Object.entries(patch).map(([key, value]): [string, unknown] => [
        key,
        merged(before[key], value),
    ]);
    const all = { ...before, ...Object.fromEntries(changed) };
    return Object.fromEntries(Object.entries(all).filter(([key]) => patch[key] !== null));
}

const isObject = (value: unknown): value is Loose =>
    typeof value === "object" && value !== null && !Array.isArray(value);

const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);

const isNamed = (list: readonly unknown[]): list is readonly { readonly name: string }[] =>
    list.length > 0 && list.every((one) => isObject(one) && typeof one.name === "string");

function mergedByName(
    into: readonly unknown[],
    patches: readonly { readonly name: string }[],
): readonly unknown[] {
    const has = (one: unknown, name: string): boolean => isObject(one) && one.name === name;
    const kept = into.map((one) => {
        const patch = patches.find(({ name }) => has(one, name));
        return patch === undefined ? one : merged(one, patch);
    });
    return [...kept, ...patches.filter(({ name }) => !into.some((one) => has(one, name)))];
}
