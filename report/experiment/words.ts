/** What the page and the terminal say of an experiment in the same words. */
import type { KeptArm, KeptExperiment } from "../../experiment/kept/schema";
import { fixTitle } from "../arms/armTitle";
import { headline } from "../headline";
import type { ExperimentModel } from "./model";

/** How an arm came to its end. */
export function endingText({ ending }: Pick<KeptArm, "ending">): string {
    switch (ending.kind) {
        case "load over":
            return "the load is over";
        case "aborted":
            return `ABORTED: ${ending.why}`;
        case "interrupted":
            return "interrupted";
    }
}

/** What one wants to know first: which fix helps, and whether all was played and is whole. */
export function experimentHeadline(model: ExperimentModel): string {
    const { kept, arms } = model;
    const hasReference = arms.some(({ id }) => id === "none");
    const answer = hasReference
        ? [headline(model)]
        : [
              "No arm without a fix came to its end, so there is nothing that a fix can be judged by.",
          ];
    return [...answer, ...cautions(kept)].join(" ");
}

/** Why less can be said than was asked for. */
function cautions({ arms, failure, remediations, repeat }: KeptExperiment): readonly string[] {
    const missed = remediations.length * repeat - arms.length;
    const cut = arms.filter(({ ending }) => ending.kind !== "load over");
    const broken = arms.filter(({ recovery }) => !recovery.isWhole);
    const titles = (some: readonly KeptArm[]): string =>
        some.map((one) => `${fixTitle(one.remediation)} (${endingText(one)})`).join(", ");
    return [
        ...(broken.length === 0
            ? []
            : [`The shop is NOT whole after ${fixTitle(broken.at(-1)?.remediation ?? "")}.`]),
        ...(cut.length === 0 ? [] : [`Not judged: ${titles(cut)}.`]),
        ...(missed === 0
            ? []
            : [`${missed} of ${remediations.length * repeat} arms were not played.`]),
        ...(failure === null ? [] : [`It failed: ${failure.replaceAll("\n", " ")}`]),
    ];
}

/** Whose figures these are, in a sentence. */
export function originText({ origin, world }: KeptExperiment): string {
    return origin === "simulated"
        ? `Kubernetes' own controllers are real here; pods, users and Datadog are simulated (${world}): no figure was measured on a cluster.`
        : `Measured on ${world}.`;
}
