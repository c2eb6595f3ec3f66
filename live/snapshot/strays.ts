import { alterationsOf } from "./alteredPods";
import { at, isObject, type Json, listAt, numberAt, textAt } from "./json";
import { isOurs } from "./normalise";
import { type Owner, nameOf, ownerOf, topOwner } from "./owners";

/** What answers for the shop or counts as its part, and is under no Deployment of the stack. */
export interface Stray {
    /** Like `Pod front-end-6d8f9-x2x4z`. */
    readonly object: string;
    readonly what: string;
    /** What is to be deleted, as kubectl has it: `pod front-end-6d8f9-x2x4z`. */
    readonly remedy: string;
}

/** Objects of the shop's namespace as the API server sends them. */
export interface Surroundings {
    readonly deployments: readonly Json[];
    readonly services: readonly Json[];
    readonly pods: readonly Json[];
    readonly replicaSets: readonly Json[];
    readonly endpointSlices: readonly Json[];
}

/** Who writes the slices of Services that have a selector. */
const sliceController = "endpointslice-controller.k8s.io";

/**
 * Pods, ReplicaSets and EndpointSlices that hands have left where the specs do not show them: a pod
 * that was relabelled is released by its ReplicaSet, which makes another, and it may stand behind
 * another Service; so may pods of whatever else carries the right label. And what was changed in a
 * running pod is in no template.
 */
export function straysIn(all: Surroundings): readonly Stray[] {
    const services = all.services.filter((one) => isOurs(one) && isPresent(one));
    return [
        ...all.pods.filter(isRunning).flatMap((pod) => strayPod(pod, services, all)),
        ...all.replicaSets.filter(isPresent).flatMap((set) => strayReplicaSet(set, all)),
        ...all.endpointSlices.filter(isPresent).flatMap((slice) => straySlice(slice, services)),
    ];
}

function strayPod(pod: Json, services: readonly Json[], all: Surroundings): readonly Stray[] {
    const owner = topOwner(pod, all.replicaSets);
    const home = all.deployments.find(
        (one) => owner?.kind === "Deployment" && nameOf(one) === owner.name && isOurs(one),
    );
    const behind = services
        .filter((service) => selects(service, at(pod, "metadata", "labels")))
        // A Service and the Deployment whose pods it is for know each other by the same labels.
        .filter((one) => !selects(one, at(home, "spec", "template", "metadata", "labels")))
        .map(nameOf);
    const itself = { kind: "Pod", name: nameOf(pod) };
    if (home !== undefined && behind.length === 0) {
        return alterationsOf(pod, all.replicaSets).map((what) => ({
            object: `Pod ${itself.name}`,
            what: `${what}: changed by hand`,
            remedy: remedyOf(itself),
        }));
    }
    if (behind.length === 0 && (owner !== undefined || !isOfTheShop(pod, all.deployments))) {
        return [];
    }
    const whose =
        owner === undefined
            ? "is owned by no ReplicaSet (relabelled by hand?)"
            : `belongs to ${owner.kind} ${owner.name}`;
    const where = behind.length === 0 ? "" : ` and stands behind Service ${behind.join(", ")}`;
    const top = owner ?? itself;
    return [{ object: `Pod ${nameOf(pod)}`, what: whose + where, remedy: remedyOf(top) }];
}

function strayReplicaSet(set: Json, { deployments }: Surroundings): readonly Stray[] {
    const owner = ownerOf(set);
    const isOwned = deployments.some((one) => nameOf(one) === owner?.name);
    const itself = { kind: "ReplicaSet", name: nameOf(set) };
    return owner?.kind === "Deployment" && isOwned
        ? []
        : [
              {
                  object: `ReplicaSet ${itself.name}`,
                  what: `is owned by no Deployment and asks for ${numberAt(set, ["spec", "replicas"], 1)} pods`,
                  remedy: remedyOf(itself),
              },
          ];
}

function straySlice(slice: Json, services: readonly Json[]): readonly Stray[] {
    const label = (name: string): string | undefined => textAt(slice, "metadata", "labels", name);
    const service = label("kubernetes.io/service-name");
    const isOfTheStack = services.some((one) => nameOf(one) === service && hasSelector(one));
    if (!isOfTheStack || label("endpointslice.kubernetes.io/managed-by") === sliceController) {
        return [];
    }
    const itself = { kind: "EndpointSlice", name: nameOf(slice) };
    const addresses = listAt(slice, "endpoints").flatMap((one) =>
        listAt(one, "addresses").map(String),
    );
    return [
        {
            object: `EndpointSlice ${itself.name}`,
            what: `was added by hand to Service ${service ?? ""}: ${addresses.join(", ")}`,
            remedy: remedyOf(itself),
        },
    ];
}

/** Whether it was made from a template, or runs a container of one of the Deployments. */
function isOfTheShop(pod: Json, deployments: readonly Json[]): boolean {
    const containers = (one: Json, ...path: readonly string[]): readonly (string | undefined)[] =>
        listAt(one, ...path, "containers").map((container) => textAt(container, "name"));
    const known = deployments
        .filter(isOurs)
        .flatMap((one) => containers(one, "spec", "template", "spec"));
    return (
        at(pod, "metadata", "labels", "pod-template-hash") !== undefined ||
        containers(pod, "spec").some((name) => known.includes(name))
    );
}

function selects(service: Json, labels: Json | undefined): boolean {
    return (
        hasSelector(service) &&
        Object.entries(selectorOf(service)).every(([key, value]) => at(labels, key) === value)
    );
}

function hasSelector(service: Json): boolean {
    return Object.keys(selectorOf(service)).length > 0;
}

function selectorOf(service: Json): Readonly<Record<string, Json>> {
    const selector = at(service, "spec", "selector");
    return isObject(selector) ? selector : {};
}

function isRunning(pod: Json): boolean {
    return (
        isPresent(pod) && !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase") ?? "")
    );
}

/** What is being deleted counts as gone. */
function isPresent(object: Json): boolean {
    return at(object, "metadata", "deletionTimestamp") === undefined;
}

function remedyOf({ kind, name }: Owner): string {
    return `${kind.toLowerCase()} ${name}`;
}
