import type { ArmResult } from "../../rehearsal/types";
import type { NodeUse, Starved } from "../../verdict/nodeUse";
import type { Shortage } from "../model";
import { cpu, percent } from "../numbers";

/** Less of the load's time than this is a moment of everybody wanting something at once. */
const noticeable = 0.05;

/** What the node lacked under an arm; undefined where it had enough, or nobody knows. */
export function shortageOf({ seeds }: ArmResult, cpus: number): Shortage | undefined {
    const nodes = seeds.flatMap(({ node }) => node ?? []);
    if (nodes.length === 0) {
        return undefined;
    }
    const saturatedShare = mean(nodes.map((node) => node.saturatedShare));
    const podsPending = Math.max(...nodes.map((node) => node.podsPending));
    const seedsWithoutLoad = nodes.filter(({ isLoadMissing }) => isLoadMissing).length;
    const isSaturated = saturatedShare >= noticeable;
    if (!isSaturated && podsPending === 0 && seedsWithoutLoad === 0) {
        return undefined;
    }
    const parts = [
        isSaturated ? saturationText(nodes, saturatedShare, cpus) : undefined,
        podsPending > 0
            ? `${podsPending} of the pods stayed Pending: their requests do not fit`
            : undefined,
        seedsWithoutLoad > 0
            ? "there was no load, because not everything found room on the node"
            : undefined,
    ];
    const said = parts.filter((part) => part !== undefined).join("; ");
    return { saturatedShare, podsPending, seedsWithoutLoad, text: said };
}

function saturationText(nodes: readonly NodeUse[], share: number, cpus: number): string {
    const starved = nodes
        .flatMap((node) => node.starved)
        .filter(({ timeShare }) => timeShare >= noticeable);
    const names = [...new Set(starved.map(({ deployment }) => deployment))];
    const got = names.map((name) => gotText(name, starved));
    const who = got.length === 0 ? "" : `, then ${got.join(", ")}`;
    return `the node's ${cpus} CPUs were used up ${percent(share)} of the time${who}`;
}

function gotText(deployment: string | undefined, starved: readonly Starved[]): string {
    const ones = starved.filter((one) => one.deployment === deployment);
    const who = deployment === undefined ? "the load generator" : `a ${deployment} pod`;
    const limits = ones.flatMap(({ limitCores }) => limitCores ?? []);
    const limit = limits.length === 0 ? "" : ` of its ${cpu(Math.max(...limits))}`;
    return `${who} got ${cpu(mean(ones.map(({ cores }) => cores)))}${limit} and wanted more`;
}

const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
