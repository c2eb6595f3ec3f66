import { readFileSync } from "node:fs";
import { join } from "node:path";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { annotations, incidentLabels } from "../../shop/names";
import type { Heal } from "../../scenarios/heals";
import { boundAccount } from "./boundAccount";
import { locustImage, restrictedContainer } from "./locust";

export interface FaultExpiryArgs {
    namespace: pulumi.Input<string>;
    /** What to ask of the API server when the time is up. */
    heals: readonly Heal[];
    /** The in-cluster API client that the script imports (`kubernetes_api.py`). */
    apiClient: string;
    /** After how many seconds the faults are undone, counted from the pod's start. */
    expireAfterSeconds: number;
    /** Label of the run; a new one starts the clock again. */
    run: string;
    /** The incident's name for labels; undefined when blind. */
    incident?: string;
    /** Whose incident it is, as its lease has it. */
    holder: string;
    /**
     * It has done its work, and stays as it is whatever is changed now: a new one would forget that
     * the faults of this run are over, and the next update would set them again.
     */
    isOver: boolean;
}

const scripts = "/expiry";

/** Undoes faults from inside the cluster, also when the operator's laptop is long gone. */
export class FaultExpiry extends pulumi.ComponentResource {
    /** Faults are set after this, so that none can be without an end. */
    readonly job: k8s.batch.v1.Job;

    constructor(name: string, args: FaultExpiryArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:FaultExpiry", name, {}, opts);
        const labels = incidentLabels("expiry", args.incident);
        const metadata = { namespace: args.namespace, labels };

        // It may undo exactly these faults, and the Job starts with its rights in place.
        const account = boundAccount(this, name, {
            metadata,
            rules: args.heals.map(({ method, right }) => ({
                apiGroups: [right.apiGroup],
                resources: [right.resource],
                resourceNames: [right.name],
                verbs: [method.toLowerCase()],
            })),
        });
        const files = new k8s.core.v1.ConfigMap(
            `${name}-files`,
            {
                metadata,
                immutable: true,
                data: {
                    "expiry.py": readFileSync(join(__dirname, "expiry.py"), "utf8"),
                    "kubernetes_api.py": args.apiClient,
                    "heals.json": JSON.stringify(
                        args.heals.map((heal) => ({ ...heal, right: undefined })),
                    ),
                },
            },
            { parent: this, ignoreChanges: args.isOver ? ["data"] : [] },
        );

        this.job = new k8s.batch.v1.Job(
            `${name}-job`,
            {
                metadata: {
                    ...metadata,
                    annotations: {
                        "pulumi.com/waitFor": "jsonpath={.status.startTime}",
                        [annotations.stack]: args.holder,
                    },
                },
                spec: {
                    // It must not give up: a fault would stay for good.
                    backoffLimit: 100,
                    template: {
                        metadata: { labels, annotations: { [annotations.run]: args.run } },
                        spec: podSpec(args, account, files.metadata.name),
                    },
                },
            },
            {
                parent: this,
                deleteBeforeReplace: true,
                ignoreChanges: args.isOver ? ["spec"] : [],
                customTimeouts: { create: "5m", update: "2m", delete: "5m" },
            },
        );

        this.registerOutputs({ job: this.job.metadata.name });
    }
}

function podSpec(
    { expireAfterSeconds }: FaultExpiryArgs,
    account: pulumi.Input<string>,
    files: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
    return {
        // In place, so that the clock in the volume goes on after a crash of the container.
        restartPolicy: "OnFailure",
        serviceAccountName: account,
        automountServiceAccountToken: true,
        terminationGracePeriodSeconds: 1,
        nodeSelector: { "kubernetes.io/os": "linux" },
        containers: [
            {
                name: "expiry",
                image: locustImage,
                command: ["python3"],
                args: [`${scripts}/expiry.py`],
                env: [
                    { name: "EXPIRE_AFTER_SECONDS", value: String(expireAfterSeconds) },
                    { name: "HEALS_FILE", value: `${scripts}/heals.json` },
                    { name: "STATE_DIR", value: "/state" },
                    { name: "PYTHONDONTWRITEBYTECODE", value: "1" },
                ],
                resources: {
                    requests: { cpu: "10m", memory: "32Mi" },
                    limits: { cpu: "100m", memory: "64Mi" },
                },
                securityContext: restrictedContainer,
                volumeMounts: [
                    { name: "files", mountPath: scripts, readOnly: true },
                    { name: "state", mountPath: "/state" },
                ],
            },
        ],
        volumes: [
            { name: "files", configMap: { name: files } },
            { name: "state", emptyDir: {} },
        ],
    };
}
