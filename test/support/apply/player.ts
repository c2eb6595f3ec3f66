/** Plays on a cluster what the engine would do to get from one plan to another. */
import { deltaOf } from "../../../plan/delta";
import type { Plan, PlannedObject, PlannedResource } from "../../../plan/plan";
import type { TestCluster } from "../controlPlane";
import { inEngineOrder } from "./engineOrder";
import { awaitRollouts } from "./liveShop";
import { runDelete } from "./plannedCommand";
import { fieldManagers, StrictClient } from "./strictClient";

export const nothing: Plan = { resources: [], outputs: {} };

export interface PlayOptions {
    /** As the setting `gate=off`: a load starts whether the pods are ready or not. Default false. */
    readonly ungated?: boolean;
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

    public constructor(private readonly cluster: TestCluster) {
        this.client = new StrictClient(cluster);
    }

    public async play(before: Plan, after: Plan, options: PlayOptions = {}): Promise<void> {
        const { added, changed, removed } = deltaOf(before, after);
        const isNew = new Set(added.map(({ urn }) => urn));
        const isChanged = new Set(changed.map(({ resource }) => resource.urn));
        const awaitPods = async (): Promise<void> => {
            if (!hasIncident(before) && options.ungated !== true) {
                await awaitRollouts(this.cluster, namespacesOf(after));
            }
        };
        const set = inEngineOrder(after).filter(({ urn }) => isNew.has(urn) || isChanged.has(urn));
        for (const resource of set) {
            if (isJob(resource)) {
                await awaitPods();
            }
            if (isChanged.has(resource.urn) && isReplaced(resource)) {
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

    private async set(resource: PlannedResource): Promise<void> {
        if (isObject(resource)) {
            const fieldManager = isPatch(resource) ? fieldManagers.patch : fieldManagers.stack;
            await this.client.apply(objectOf(resource), { fieldManager });
        }
    }

    private async delete(resource: PlannedResource): Promise<void> {
        if (isPatch(resource)) {
            // Applying nothing under the patch's manager gives its fields back.
            const { apiVersion, kind, metadata } = objectOf(resource);
            const { name, namespace } = metadata;
            const empty = { apiVersion, kind, metadata: { name, namespace } };
            await this.client.apply(empty, { fieldManager: fieldManagers.patch });
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
    return inputs as PlannedObject;
}

/** Where there are Deployments that the plan owns. */
function namespacesOf({ resources }: Plan): readonly string[] {
    const deployments = resources.filter(({ type }) => type === "kubernetes:apps/v1:Deployment");
    return [...new Set(deployments.map((one) => objectOf(one).metadata.namespace ?? ""))];
}
