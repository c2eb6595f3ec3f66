import colors from "picocolors";

import type { ShopFigures } from "./figures";
import { type Keeper, waysOf } from "./keeper";
import { npmRun, type Place } from "./place";
import type { Snapshot } from "./snapshotFile";
import type { Problem, Verdict } from "./verdict";

/** What was written, and of what. */
export function snapshotText(snapshot: Snapshot, figures: ShopFigures, file: string): string {
    const { objects, hash, forced } = snapshot;
    return [
        colors.bold(`Snapshot of ${snapshot.namespace} in ${snapshot.context}`),
        ...forced.map((reason) => colors.yellow(`  forced      although ${reason}`)),
        `  hash        ${hash}`,
        `  objects     ${objects.length} (${countsOf(objects.map(({ kind }) => kind))})`,
        ...figureLines(figures, "so far"),
        `Written to ${file}. Compare with it later: ${npmRun("verify", snapshot)}`,
    ].join("\n");
}

/** Why no snapshot was taken, and how to take one all the same. */
export function refusalText(objections: readonly string[], place: Place): string {
    return [
        "No snapshot taken: this is not a healthy shop, and later ones would be measured by it.",
        ...objections.map((objection) => `  - ${objection}`),
        `To take one all the same: ${npmRun("snapshot", place, "--force")}`,
    ].join("\n");
}

/** The verdict for people. `elapsedSeconds` is how long it was waited for, undefined: not at all. */
export function verdictText(
    verdict: Verdict,
    snapshot: Snapshot,
    place: Place,
    elapsedSeconds: number | undefined,
): string {
    const after = elapsedSeconds === undefined ? "" : ` after ${elapsedSeconds} s`;
    const heading = verdict.isWhole
        ? colors.green(`Whole${after}: as in the snapshot of ${snapshot.takenAt}.`)
        : colors.red(`Not whole${after}: ${differencesCounted(verdict.problems)}.`);
    return [
        colors.bold(heading),
        ...(snapshot.forced.length === 0
            ? []
            : [colors.yellow("  The snapshot was forced: it is not of a healthy shop.")]),
        ...fixGroups(verdict.problems),
        ...(verdict.isWhole ? [`  hash        ${verdict.hash}`] : [""]),
        ...figureLines(verdict, `since the snapshot${newPodsText(verdict)}`),
        ...(verdict.problems.some(({ field }) => field !== undefined)
            ? advice(place, verdict.keeper)
            : []),
    ].join("\n");
}

/** Every problem under the command that puts it right, in the order in which they were found. */
function fixGroups(problems: readonly Problem[]): readonly string[] {
    const fixes = [...new Set(problems.map(({ fix }) => fix))];
    return fixes.flatMap((fix) => [
        "",
        `  ${colors.bold("fix:")} ${fix}`,
        ...problems
            .filter((problem) => problem.fix === fix)
            .map(({ object, what }) => `    ${object}: ${what}`),
    ]);
}

function figureLines(figures: ShopFigures, since: string): readonly string[] {
    const { podsReady, podsWanted, frontEnd, restarts } = figures;
    const { failure, p50Milliseconds = 0, requests } = frontEnd;
    const restarted = Object.entries(restarts).map(([name, count]) => `${name} ${count}`);
    return [
        `  pods        ${podsReady} of ${podsWanted} Ready`,
        `  front-end   ${
            failure === undefined
                ? `answers: p50 ${p50Milliseconds} ms of ${requests} requests for /catalogue`
                : `does not answer /catalogue: ${failure}`
        }`,
        `  restarts    ${restarted.length === 0 ? "none" : restarted.join(", ")} ${since}`,
    ];
}

/** Without it, an incident whose pods are gone would look as if it had restarted nothing. */
function newPodsText({ newPods }: ShopFigures): string {
    if (newPods === 0) {
        return "";
    }
    return newPods === 1 ? ", 1 pod is newer than it" : `, ${newPods} pods are newer than it`;
}

/** For what the usual fix does not change, because nobody but its maker knows of it. */
function advice(place: Place, keeper: Keeper): readonly string[] {
    const onPurpose = `If it was changed on purpose, take a new snapshot: ${npmRun("snapshot", place)}`;
    const lines = [...waysOf[keeper].afterwards, onPurpose];
    return ["", ...lines.map((line) => `  ${line}`)];
}

function differencesCounted(problems: readonly Problem[]): string {
    return `${problems.length} ${problems.length === 1 ? "thing is" : "things are"} not right`;
}

/** Like `14 Deployment, 14 Service`. */
function countsOf(kinds: readonly string[]): string {
    return [...new Set(kinds)]
        .map((kind) => `${kinds.filter((other) => other === kind).length} ${kind}`)
        .join(", ");
}
