import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { locustArguments } from "../../scenarios/load/command";
import { annotations, incidentLabels, names } from "../../shop/names";
import type { EffectiveLoad } from "../settings/settings";
import { resourcesOf } from "../sockShop/podSpec";
import type { ContainerResources } from "../../shop/serviceSpec";
import { loadEnvironment } from "./loadEnvironment";
import { locustContainer, locustImage, oneLogPerLine, restrictedContainer } from "./locust";

export interface LoadStackArgs {
    namespace: pulumi.Input<string>;
    /** Root URL of the shop, as seen from inside the cluster. */
    target: pulumi.Input<string>;
    /** Files that Locust needs, by name: `locustfile.py`, what it imports, and its data. */
    files: Readonly<Record<string, string>>;
    load: EffectiveLoad;
    /** Worker processes of Locust; 1 means that the only process does everything itself. */
    processes: number;
    resources: ContainerResources;
    /** Label of the run; a new one replaces the Job. */
    run: string;
    /** The incident's name for labels; undefined when blind. */
    incident?: string;
}

/** Results are written within the grace; the rest of the margin is start-up and image pull. */
const graceSeconds = 30;
const deadlineMarginSeconds = 300;

const scripts = "/load";
const results = "/results";

/** A load run: the scripts in a ConfigMap, and a Job that runs Locust on them once. */
export class LoadStack extends pulumi.ComponentResource {
    readonly job: k8s.batch.v1.Job;
    /** When the load ends, as an ISO 8601 time in UTC. */
    readonly expectedEnd: pulumi.Output<string>;

    constructor(name: string, args: LoadStackArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:incident:LoadStack", name, {}, opts);
        const labels = incidentLabels("load", args.incident);

        // Named automatically: changed scripts make a new one, and the Job follows its name.
        const files = new k8s.core.v1.ConfigMap(
            `${name}-files`,
            { metadata: { namespace: args.namespace, labels }, immutable: true, data: args.files },
            { parent: this },
        );

        this.job = new k8s.batch.v1.Job(
            `${name}-job`,
            {
                metadata: {
                    namespace: args.namespace,
                    labels,
                    annotations: {
                        // Not for the end of the load, and unlike skipAwait it lets a deletion
                        // wait until the pod is gone.
                        "pulumi.com/waitFor": "jsonpath={.status.startTime}",
                    },
                },
                spec: {
                    backoffLimit: 0,
                    activeDeadlineSeconds: args.load.durationSeconds + deadlineMarginSeconds,
                    template: {
                        metadata: {
                            labels,
                            annotations: { [annotations.run]: args.run, ...oneLogPerLine },
                        },
                        spec: podSpec(args, files.metadata.name),
                    },
                },
            },
            {
                parent: this,
                // The old load is gone before the new one starts.
                deleteBeforeReplace: true,
                customTimeouts: { create: "5m", update: "2m", delete: "5m" },
            },
        );

        this.expectedEnd = this.job.status.startTime.apply((start: string | undefined) =>
            start === undefined
                ? ""
                : new Date(Date.parse(start) + args.load.durationSeconds * 1000).toISOString(),
        );
        this.registerOutputs({ job: this.job.metadata.name, expectedEnd: this.expectedEnd });
    }
}

function podSpec(
    args: LoadStackArgs,
    files: pulumi.Input<string>,
): k8s.types.input.core.v1.PodSpec {
    return {
        restartPolicy: "Never",
        serviceAccountName: names.resultsWriter,
        automountServiceAccountToken: true,
        terminationGracePeriodSeconds: graceSeconds,
        nodeSelector: { "kubernetes.io/os": "linux" },
        containers: [
            {
                name: locustContainer,
                image: locustImage,
                command: ["locust"],
                args: locustArguments(args.target, { ...args.load, processes: args.processes }),
                env: loadEnvironment({ ...args, scripts, results }),
                resources: resourcesOf(args.resources),
                securityContext: restrictedContainer,
                volumeMounts: [
                    { name: "files", mountPath: scripts, readOnly: true },
                    { name: "results", mountPath: results },
                    { name: "tmp", mountPath: "/tmp" },
                ],
            },
        ],
        volumes: [
            { name: "files", configMap: { name: files } },
            { name: "results", emptyDir: {} },
            { name: "tmp", emptyDir: {} },
        ],
    };
}
