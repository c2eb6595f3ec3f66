import { writeFileSync } from "node:fs";
import { resolve } from "node:path";

import { parseSettings } from "../../components/settings/parse";
import type { Rehearsal } from "../../rehearsal/types";
import { rehearsalPage } from "../../report/html/rehearsalPage";
import { rehearsalDocument, type ReportDocument } from "../../report/rehearsed/document";
import type { ReportModel } from "../../report/model";
import { rehearsalModel } from "../../report/rehearsed/model";
import type { TableStyle } from "../../report/arms/armsTable";
import { rehearsalText } from "../../report/rehearsed/text";
import { scenarios } from "../../scenarios/registry";
import type { Output } from "../output";
import { asOptions } from "../settingsArguments";
import type { StartRequest } from "./arguments";

/** The terminal that the summary is written to. */
export type Terminal = TableStyle;

/** Writes what a rehearsal has shown to wherever it was asked for. */
export function publish(
    asked: StartRequest,
    rehearsal: Rehearsal,
    say: Output,
    terminal: Terminal,
): void {
    const model = reportOn(asked, rehearsal);
    const document = rehearsalDocument(rehearsal.result, model);
    const files: string[] = [];
    const problem = asked.report === undefined ? undefined : written(asked.report, model, document);
    if (asked.report !== undefined && problem === undefined) {
        files.push(`Report: ${resolve(asked.report)}`);
    }
    if (asked.out !== undefined) {
        // The rehearsal itself has written it, with the lines of every request.
        files.push(`Evidence: ${resolve(asked.out)}, a folder per fix and moment`);
    }
    if (asked.json) {
        say.log(JSON.stringify(document, undefined, 2));
    } else {
        say.log(`${rehearsalText(model, terminal)}\n`);
        const real = asOptions({ incident: asked.incident, ...asked.settings });
        say.log([...files, `For real, on a cluster of yours: pulumi up ${real}`].join("\n"));
    }
    if (problem !== undefined) {
        throw problem;
    }
}

/** Why the page could not be written; the result must not be lost by that. */
function written(file: string, model: ReportModel, document: ReportDocument): Error | undefined {
    try {
        writeFileSync(file, rehearsalPage(model, document));
        return undefined;
    } catch (error) {
        return new Error(`The page could not be written: ${(error as Error).message}`, {
            cause: error,
        });
    }
}

function reportOn(asked: StartRequest, rehearsal: Rehearsal): ReportModel {
    const { incident, settings, command } = asked;
    const scenario = scenarios[incident];
    if (scenario === undefined) {
        throw new Error(`there is no incident "${incident}"`);
    }
    const parsed = parseSettings({ ...settings, incident }, scenarios).settings;
    return rehearsalModel({
        rehearsal,
        scenario,
        command,
        probes: parsed.probes,
    });
}
