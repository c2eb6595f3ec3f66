/** What Pod Security lets in. The controllers would meet it pod by pod, long after an apply. */
import assert from "node:assert/strict";

import { imageSets } from "../../shop/images";
import { kubernetesObjects, type PlannedObject } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { claimNamespace, removeNamespace } from "../support/apply/namespaces";
import { settingsFor, sharedCluster } from "../support/apply/sharedCluster";
import { StrictClient } from "../../range/apply/strictClient";
import { incidents } from "../../pages/cells";
import { ApiError, type KubernetesObject, type TestCluster } from "../support/controlPlane";

const namespace = "cluster-tier-pods";
const restricted = "cluster-tier-restricted";

describe("Pod Security", () => {
    let cluster: TestCluster;
    let client: StrictClient;
    /** Of every incident and every set of images. */
    let planned: readonly PlannedObject[];

    before(async function () {
        cluster = await sharedCluster();
        client = new StrictClient(cluster);
        const place = settingsFor(cluster, { namespace, nodePort: 30011 });
        const objects: PlannedObject[] = [];
        for (const incident of incidents) {
            for (const images of imageSets) {
                const plan = await renderPlan({ ...place, incident, images });
                objects.push(...kubernetesObjects(plan));
            }
        }
        planned = objects;
        await claimNamespace(cluster, namespace, this);
        await claimNamespace(cluster, restricted, this);
        for (const space of ofKind("Namespace").slice(0, 1)) {
            await client.apply(space);
        }
        await client.apply(restrictedNamespace());
        // Pods that name an account are only let in where it exists.
        for (const account of ofKind("ServiceAccount")) {
            await client.apply(account);
            await client.apply(movedTo(restricted, account));
        }
        client.warnings.length = 0;
    });

    after(async () => {
        await removeNamespace(cluster, namespace);
        await removeNamespace(cluster, restricted);
    });

    function ofKind(kind: string): readonly PlannedObject[] {
        return planned.filter((object) => object.kind === kind);
    }

    /** The pods that the controllers would make, as `Deployment front-end: why not`. */
    async function refusals(owners: readonly PlannedObject[], where: string): Promise<string[]> {
        const refused: string[] = [];
        for (const owner of owners) {
            try {
                await client.create(movedTo(where, podOf(owner)), { dryRun: true });
            } catch (error) {
                const { status, message } = error as ApiError;
                assert.equal(status, 403, message);
                refused.push(`${owner.kind} ${owner.metadata.name}: ${message}`);
            }
        }
        return refused;
    }

    it("admits every pod of the shop and of the incidents into the shop's namespace", async () => {
        const owners = [...ofKind("Deployment"), ...ofKind("Job")];
        assert.ok(owners.length > 14 * incidents.length);
        assert.deepEqual(await refusals(owners, namespace), []);
        assert.deepEqual(client.warnings, []);
    });

    it("keeps a privileged pod out of it", async () => {
        const [refused, ...others] = await refusals([privileged], namespace);
        assert.match(refused ?? "", /violates PodSecurity "baseline:latest".*privileged/);
        assert.deepEqual(others, []);
    });

    it("admits loads and expiries even where only restricted pods may run", async () => {
        const jobs = ofKind("Job");
        const roles = new Set(
            jobs.map((job) => job.metadata.labels?.["app.kubernetes.io/component"]),
        );
        assert.deepEqual(roles, new Set(["load", "expiry"]));
        assert.deepEqual(await refusals(jobs, restricted), []);
    });

    it("shows that this means something: what runs as root may not run there", async () => {
        const owners = ofKind("Deployment").filter(
            ({ metadata }) => metadata.name === "queue-master",
        );
        const refused = await refusals(owners, restricted);
        assert.equal(refused.length, owners.length);
        assert.match(refused.join(), /violates PodSecurity "restricted:latest".*runAsNonRoot/);
    });
});

function restrictedNamespace(): KubernetesObject {
    const labels = { "pod-security.kubernetes.io/enforce": "restricted" };
    const metadata = { name: restricted, labels };
    return { apiVersion: "v1", kind: "Namespace", metadata };
}

const privileged: PlannedObject = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "privileged" },
    spec: {
        template: {
            spec: {
                containers: [
                    { name: "main", image: "main:1", securityContext: { privileged: true } },
                ],
            },
        },
    },
};

interface Template {
    readonly metadata?: { readonly labels?: object; readonly annotations?: object };
    readonly spec: object;
}

/** The first pod of a Deployment or a Job. */
function podOf({ metadata, spec }: PlannedObject): KubernetesObject {
    const { template } = spec as { template: Template };
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: { ...template.metadata, name: `${metadata.name}-0` },
        spec: template.spec,
    };
}

function movedTo(where: string, object: KubernetesObject): KubernetesObject {
    return { ...object, metadata: { ...object.metadata, namespace: where } };
}
