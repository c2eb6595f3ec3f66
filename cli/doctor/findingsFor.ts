import { defaultValues } from "../../components/settings/declaration";
import { parseSettings } from "../../components/settings/parse";
import { examine, type Instruments } from "../../live/doctor/examine";
import type { Finding } from "../../live/doctor/finding";
import { readProc } from "../../live/doctor/limits";
import { runProgram } from "../../live/doctor/programs";
import { knownKeys, ownValues, stackConfig } from "../../live/doctor/stackFile";
import type { Json } from "../../live/snapshot/json";
import { kubernetesObjects, type Plan, type PlannedObject, workloadOf } from "../../plan/plan";
import { renderPlan } from "../../plan/render";
import { scenarios } from "../../scenarios/registry";
import { projectFolder } from "../../tools/projectFolder";

const machine: Instruments = {
    run: runProgram,
    ask: fetch,
    readFile: readProc,
    nodeVersion: process.versions.node,
};

/** What there is to say of a stack, these settings in place of its own. */
export async function findingsFor(
    stack: string,
    settings: Readonly<Record<string, string>>,
    instruments: Instruments = machine,
    folder: string = projectFolder,
): Promise<readonly Finding[]> {
    const config = stackConfig(folder, stack);
    const values = { ...ownValues(config), ...settings };
    const parsed = parseSettings(values, scenarios);
    return examine(
        {
            ...{ parsed, stack },
            keys: await knownKeys(config, stack, process.env, instruments.run),
            podSpecs: parsed.problems.length > 0 ? [] : await podSpecsFor(values),
        },
        instruments,
    );
}

/** Where the shop is has been looked at already, and Datadog's objects make no pods. */
const elsewhere = { kubeContext: defaultValues.kubeContext ?? "", observability: "none" };

/** One for each pod of the shop and of the incident that its stack or its own one has on. */
async function podSpecsFor(values: Readonly<Record<string, string>>): Promise<readonly Json[]> {
    return podSpecs(await renderPlan({ ...values, ...elsewhere, baseStack: "" }));
}

function podSpecs(plan: Plan): readonly Json[] {
    const objects = kubernetesObjects(plan);
    const plain = JSON.parse(JSON.stringify(objects)) as readonly PlannedObject[];
    return plain.flatMap((object) => {
        const workload = workloadOf(object);
        if (workload === undefined) {
            return [];
        }
        const count = workload.replicas ?? fewestOf(object.metadata.name, plain) ?? 1;
        return Array.from({ length: count }, () => workload.template.spec as unknown as Json);
    });
}

/** With how many pods the autoscaler of that Deployment begins, if it has one. */
function fewestOf(name: string, objects: readonly PlannedObject[]): number | undefined {
    const specs = objects
        .filter(({ kind }) => kind === "HorizontalPodAutoscaler")
        .map(({ spec }) => spec as { scaleTargetRef: { name: string }; minReplicas?: number });
    return specs.find(({ scaleTargetRef }) => scaleTargetRef.name === name)?.minReplicas;
}
