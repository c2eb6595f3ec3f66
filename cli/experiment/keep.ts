/** Where the evidence of an experiment lies, and the report on it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import type { Evidence } from "../../evidence/evidence";
import type { ArmRun } from "../../experiment/arm";
import {
    experimentFile,
    folderOf,
    keepArm,
    keptArm,
    type ReadExperiment,
    writeKept,
} from "../../experiment/kept/files";
import { writePrediction } from "../../experiment/kept/prediction";
import { type KeptArm, keptVersion } from "../../experiment/kept/schema";
import type { Prediction } from "../../experiment/prediction";
import type { TableStyle } from "../../report/arms/armsTable";
// Not only when they are needed: Ctrl-C in a terminal ends what compiles the sources, too, and an
// experiment that is interrupted has its report to write.
import { experimentDocument } from "../../report/experiment/document";
import { experimentModel } from "../../report/experiment/model";
import { experimentText } from "../../report/experiment/text";
import { experimentPage } from "../../report/html/experimentPage";
import type { Output } from "../output";
import { type AskedExperiment, commandOf } from "./arguments";
import { predicted } from "./predict";
import { messageOf } from "../../tools/messageOf";

export const pageFile = "report.html";

export class Keeper {
    private readonly arms: KeptArm[] = [];
    private readonly evidence = new Map<string, Evidence>();
    /** What could not be kept, in words. */
    private readonly lost = new Set<string>();

    constructor(
        private readonly asked: AskedExperiment,
        private readonly out: string,
        private readonly origin: Evidence["origin"],
        private readonly say: Output,
    ) {}

    /** Keeps an arm at once: a later failure must not lose it. Resolves to whether it is kept. */
    async add(run: ArmRun): Promise<boolean> {
        const folder = folderOf(run);
        if (run.evidence !== undefined) {
            this.evidence.set(folder, run.evidence);
        }
        const kept = await this.attempt(`evidence of ${folder}`, () => keepArm(run, this.out));
        this.arms.push(kept ?? keptArm(run, null));
        await this.attempt(experimentFile, () => {
            writeKept(this.out, this.kept(null));
        });
        return this.lost.size === 0;
    }

    /**
     * Writes the report and prints it; whether all that was to be kept is.
     * @param failure why the experiment ended before its time, where no arm says so
     * @param signal ends the rehearsal that is set beside it
     */
    async conclude(
        failure: string | null,
        terminal: TableStyle,
        signal: AbortSignal,
    ): Promise<boolean> {
        const kept = this.kept(failure);
        await this.attempt(experimentFile, () => {
            writeKept(this.out, kept);
        });
        const experiment = { kept, evidence: this.evidence };
        // Who has ended it, or has seen it fail, does not wait for that too.
        const isPredicted = this.asked.predict && failure === null && !signal.aborted;
        const result = isPredicted
            ? await this.attempt("prediction", () => predicted(kept, this.say, signal))
            : undefined;
        if (result !== undefined) {
            await this.attempt("prediction", () => writePrediction(this.out, result));
        }
        const { json } = this.asked;
        const problem = publish(experiment, result, this.out, this.say, {
            ...terminal,
            json,
        });
        if (problem !== undefined) {
            this.say.error(problem);
            this.lost.add(pageFile);
        }
        if (this.lost.size > 0) {
            this.say.error(lostText([...this.lost], this.out, this.asked));
        }
        return this.lost.size === 0;
    }

    private kept(failure: string | null): ReadExperiment["kept"] {
        const { incident, settings, remediations, repeat, range } = this.asked;
        return {
            schema: keptVersion,
            ...{ origin: this.origin, world: worldText(this.asked), incident, settings },
            ...{ command: commandOf(this.asked), remediations: [...remediations], repeat },
            rehearsal: { hostSpeed: range.hostSpeed, nodeCpus: range.nodeCpus },
            ...{ arms: this.arms, failure },
        };
    }

    private async attempt<T>(what: string, action: () => T | Promise<T>): Promise<T | undefined> {
        try {
            return await action();
        } catch (error) {
            this.lost.add(what);
            this.say.error(`Not kept: ${what}: ${messageOf(error)}`);
            return undefined;
        }
    }
}

/** What is gone when the process ends, and how to come by it. */
function lostText(lost: readonly string[], out: string, asked: AskedExperiment): string {
    return (
        `NOT KEPT in ${out}: ${lost.join(", ")}. What is printed is all that is left of it. Make ` +
        `room there, or name another place (--out), and play it again: ${commandOf(asked)}`
    );
}

function worldText({ stack, range: { speed, hostSpeed, nodeCpus } }: AskedExperiment): string {
    if (stack !== undefined) {
        return `the cluster of stack ${stack}`;
    }
    const pace = speed === 1 ? "" : ` ${speed} times as fast`;
    return `a range${pace}, host speed ${hostSpeed}, ${nodeCpus} CPUs`;
}

/** How a report is printed. */
export interface Printed extends TableStyle {
    readonly json: boolean;
}

/** Writes the page beside the evidence and prints the summary; what went wrong with the page. */
export function publish(
    experiment: ReadExperiment,
    prediction: Prediction | undefined,
    out: string,
    say: Output,
    { json, ...style }: Printed,
): string | undefined {
    const model = experimentModel(experiment, prediction);
    const document = experimentDocument(model);
    const page = join(out, pageFile);
    let problem: string | undefined;
    try {
        writeFileSync(page, experimentPage(model, document));
    } catch (error) {
        problem = `The page could not be written: ${messageOf(error)}`;
    }
    if (json) {
        say.log(JSON.stringify(document, undefined, 2));
    } else {
        const where = problem === undefined ? `Report: ${page}` : "";
        say.log([experimentText(model, style), where].join("\n").trimEnd());
    }
    return problem;
}
