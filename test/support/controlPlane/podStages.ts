/**
 * The simulated kubelet: kwok "stages", each a condition over a pod and the status the pod then
 * gets. The conditions exclude each other (kwok would pick one of several at random), and what takes
 * time is said as a point in time, because kwok starts a delay again whenever the pod changes.
 */
import { stringify } from "yaml";
import { podAnnotations, type PodBehaviour } from "./options";
import { endedStatus, runningStatus } from "./podStatus";

interface Stage {
    readonly name: string;
    /** jq over the pod, true when the stage applies. */
    readonly when: string;
    /** jq over the pod: the moment at which it happens, RFC 3339. Default: at once. */
    readonly at?: string;
    readonly next: Readonly<Record<string, unknown>>;
}

/** kwok's configuration for pods that behave so. Nodes keep kwok's own stages. */
export function podStages(behaviour: PodBehaviour): string {
    const addresses = behaviour.addresses ?? {};
    const stages: readonly Stage[] = [
        {
            name: "pod-ready",
            when: "isStartingOrRunning and wantsReady and (isReady | not)",
            next: { statusTemplate: runningStatus(true, addresses) },
        },
        {
            name: "pod-not-ready",
            when: 'isStartingOrRunning and (wantsReady | not) and (isReady or .status.phase == "Pending")',
            next: { statusTemplate: runningStatus(false, addresses) },
        },
        {
            name: "pod-succeeded",
            when: `${isRunningToItsEnd} and exitCode == "0"`,
            at: endOfRun,
            next: { statusTemplate: endedStatus(true) },
        },
        {
            name: "pod-failed",
            when: `${isRunningToItsEnd} and exitCode != "0"`,
            at: endOfRun,
            next: { statusTemplate: endedStatus(false) },
        },
        {
            name: "pod-gone",
            when: "isDeleted",
            // The API server sets deletionTimestamp to the end of the grace period it granted.
            at:
                "(.metadata.deletionTimestamp | fromdate)" +
                " - (.metadata.deletionGracePeriodSeconds // 0) + terminationSeconds | todate",
            next: { delete: true },
        },
    ];
    const words = vocabulary(behaviour);
    return stages.map((stage) => stringify(asObject(stage, words))).join("---\n");
}

/** Only once its readiness is what was asked for: until then that stage applies. */
const isRunningToItsEnd =
    '(isDeleted | not) and .status.phase == "Running" and isReady == wantsReady' +
    " and runSeconds != null";
const endOfRun = "(.status.startTime | fromdate) + runSeconds | todate";

/** jq functions that the conditions are written in. */
function vocabulary(behaviour: PodBehaviour): string {
    const neverReady = JSON.stringify(behaviour.neverReady ?? []);
    const jobRun = JSON.stringify(behaviour.jobRunSeconds ?? null);
    const jobTermination = JSON.stringify(behaviour.jobTerminationSeconds ?? 0);
    return [
        "def note($name): .metadata.annotations[$name];",
        "def owner: (.metadata.ownerReferences // [{}])[0];",
        'def isJobPod: owner.kind == "Job";',
        // A Deployment's pods belong to a ReplicaSet named after it and a hash.
        'def deployment: if owner.kind == "ReplicaSet"' +
            ' then .metadata.namespace + "/" + (owner.name | sub("-[^-]+$"; "")) else "" end;',
        "def isDeleted: .metadata.deletionTimestamp != null;",
        "def isStartingOrRunning: (isDeleted | not)" +
            ' and (.status.phase == "Pending" or .status.phase == "Running");',
        'def isReady: any(.status.conditions[]?; .type == "Ready" and .status == "True");',
        `def wantsReady: note("${podAnnotations.ready}") as $wish | deployment as $own` +
            ` | $wish == "always" or ($wish != "never" and (any(${neverReady}[]; . == $own) | not));`,
        `def runSeconds: note("${podAnnotations.runSeconds}") as $wish` +
            ` | if $wish != null then ($wish | tonumber) elif isJobPod then ${jobRun} else null end;`,
        `def exitCode: note("${podAnnotations.exitCode}") // "0";`,
        `def terminationSeconds: note("${podAnnotations.terminationSeconds}") as $wish` +
            ` | if $wish != null then ($wish | tonumber) elif isJobPod then ${jobTermination} else 0 end;`,
    ].join(" ");
}

function asObject(stage: Stage, words: string): object {
    const { name, when, at, next } = stage;
    return {
        apiVersion: "kwok.x-k8s.io/v1alpha1",
        kind: "Stage",
        metadata: { name },
        spec: {
            resourceRef: { apiGroup: "v1", kind: "Pod" },
            selector: {
                matchExpressions: [
                    { jq: { key: `${words} ${when}`, operator: "In", values: ["true"] } },
                ],
            },
            ...(at === undefined
                ? {}
                : { delay: { durationFrom: { jq: { expression: `${words} ${at}` } } } }),
            next,
        },
    };
}
