/** Plays on a cluster what the engine would do to get from one plan to another. */
import { deltaOf } from "../../plan/delta";
import { type Plan, type PlannedObject, type PlannedResource, unsealed } from "../../plan/plan";
import type { ClusterAccess } from "../controlPlane/options";
import { inEngineOrder } from "./engineOrder";
import { runDelete } from "./plannedCommand";
import { awaitRollout } from "./rollouts";
import { type FieldManagers, fieldManagers, StrictClient } from "./strictClient";

export const nothing: Plan = { resources: [], outputs: {} };

export interface PlayerOptions {
    /** Default: the provider's. */
    readonly managers?: FieldManagers;
    /** May throw to give up whatever is waited for. */
    readonly onEachLook?: () => void;
}

export interface PlayOptions {
    /** As the setting `gate=off`: a load starts whether the pods are ready or not. Default false. */
    readonly ungated?: boolean;
    /** Deployments that nobody waits for: what an incident keeps from their pods. Default none. */
    readonly except?: readonly string[];
    /** As `--refresh`: sets everything again, whoever may have changed it meanwhile. Default false. */
    readonly everything?: boolean;
    /** Runs when everything is created and updated and nothing is deleted yet. */
    readonly beforeDeletes?: () => Promise<void>;
}

/**
 * The engine's rules that matter here: what is depended on comes first, deletions come last and in
 * the reverse order, a Job or an immutable ConfigMap that changes is deleted and made anew, and
 * deleting a patch gives its fields back. As the program does, it waits for pods before it starts a
 * Job, and before deletions, unless an incident is on. Unlike the engine it does one thing after
 * the other.
 */
export class Player {
    public readonly client: StrictClient;
    /** What the commands have printed. */
    public readonly printed: string[] = [];
    private readonly managers: FieldManagers;

    public constructor(
        private readonly cluster: ClusterAccess,
        private readonly options: PlayerOptions = {},
    ) {
        this.client = new StrictClient(cluster);
        this.managers = options.managers ?? fieldManagers;
    }

    public async play(before: Plan, after: Plan, options: PlayOptions = {}): Promise<void> {
        const { added, changed, removed } = deltaOf(before, after);
        const isNew = new Set(added.map(({ urn }) => urn));
        const isChanged = new Set(changed.map(({ resource }) => resource.urn));
        const isSet = (urn: string): boolean =>
            isNew.has(urn) || isChanged.has(urn) || options.everything === true;
        const awaitPods = async (): Promise<void> => {
            if (!hasIncident(before) && options.ungated !== true) {
                await this.awaitPods(after, options.except);
            }
        };
        const set = inEngineOrder(after).filter(({ urn }) => isSet(urn));
        for (const resource of set) {
            if (isJob(resource)) {
                await awaitPods();
            }
            const { urn } = resource;
            if (isReplaced(resource) && (isChanged.has(urn) || options.everything === true)) {
                await this.delete(resource);
            }
            await this.set(resource);
        }
        // Once a load runs its pods may never be ready again.
        if (!set.some(isJob)) {
            await awaitPods();
        }
        await options.beforeDeletes?.();
        const isGone = new Set(removed.map(({ urn }) => urn));
        for (const resource of inEngineOrder(before).toReversed()) {
            if (isGone.has(resource.urn)) {
                await this.delete(resource);
            }
        }
    }

    /** Waits for all Deployments that the plan owns. */
    private async awaitPods(plan: Plan, except?: readonly string[]): Promise<void> {
        const { onEachLook } = this.options;
        const waits = namespacesOf(plan).map((name) =>
            awaitRollout(this.cluster.api, name, onEachLook, except),
        );
        await Promise.all(waits);
    }

    private async set(resource: PlannedResource): Promise<void> {
        if (isObject(resource)) {
            const fieldManager = isPatch(resource) ? this.managers.patch : this.managers.stack;
            await this.client.apply(objectOf(resource), { fieldManager });
        }
    }

    private async delete(resource: PlannedResource): Promise<void> {
        if (isPatch(resource)) {
            // Applying nothing under the patch's manager gives its fields back.
            const { apiVersion, kind, metadata } = objectOf(resource);
            const { name, namespace } = metadata;
            const empty = { apiVersion, kind, metadata: { name, namespace } };
            await this.client.apply(empty, { fieldManager: this.managers.patch });
        } else if (isObject(resource)) {
            await this.client.remove(objectOf(resource));
        } else if (resource.type === "command:local:Command") {
            this.printed.push(await runDelete(resource, this.cluster));
        }
    }
}

/** Whether an incident's marker is among the resources. */
function hasIncident({ resources }: Plan): boolean {
    return resources.some(({ type }) => type.endsWith(":Lease"));
}

function isObject({ type }: PlannedResource): boolean {
    return type.startsWith("kubernetes:");
}

function isPatch({ type }: PlannedResource): boolean {
    return type.endsWith("Patch");
}

function isJob({ inputs }: PlannedResource): boolean {
    return inputs.kind === "Job";
}

function isReplaced(resource: PlannedResource): boolean {
    return resource.inputs.immutable === true || isJob(resource);
}

function objectOf({ inputs }: PlannedResource): PlannedObject {
    return unsealed(inputs) as PlannedObject;
}

/** Where there are Deployments that the plan owns. */
function namespacesOf({ resources }: Plan): readonly string[] {
    const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
    return [...new Set(deployments.map((one) => objectOf(one).metadata.namespace ?? ""))];
}
