import pico from "picocolors";

import { armTitle, fixTitle } from "../arms/armTitle";
import { armsTable, type TableStyle } from "../arms/armsTable";
import { headline } from "../headline";
import { missingFixes, momentsOf } from "../judgement";
import type { ReportModel } from "../model";
import { count, dollars, elapsed, percent } from "../numbers";
import { unevenPods } from "../unevenPods";
import { loadText, moreSeeds, seedsText, shownText, wordsOfWorth } from "../words";
import { wrapped } from "../wrap";

/** Wider lines are hard to read. */
const widest = 100;

/** The summary of a rehearsal for a terminal: readable at a glance, and it says that it is simulated. */
export function rehearsalText(model: ReportModel, style: TableStyle): string {
    const width = Math.min(style.width, widest);
    const colours = pico.createColors(style.hasColour);
    const { incident, load, simulation, source } = model;
    const facts =
        `${loadText(load)}; ` +
        `host speed ${simulation.hostSpeed}, ${simulation.nodeCpus} CPUs, probes ${simulation.probes}, ` +
        `seeds ${seedsText(source.all)}${moreSeeds(model)}` +
        (source.all.length > 1 ? `; examples: ${shownText(source)}` : "");
    return [
        colours.bold(wrapped(`${incident.id}: ${incident.title}`, width)),
        colours.yellow(wrapped(`SIMULATED, not measured: ${facts}`, width)),
        "",
        colours.bold(wrapped(headline(model), width)),
        "",
        armsTable(model, { width, hasColour: style.hasColour }),
        colours.dim(wrapped(model.arms.length > 1 ? wordsOfWorth : "", width)),
        ...remarks(model).map((remark) => wrapped(remark, width)),
    ].join("\n");
}

function remarks(model: ReportModel): readonly string[] {
    return [
        ...shortages(model),
        detection(model),
        falseAlarms(model),
        unevenPods(model),
        harm(model),
        symptoms(model),
        notTried(model),
    ].filter((remark) => remark !== undefined);
}

/** What the node could not carry, arm by arm. */
function shortages({ arms }: ReportModel): readonly string[] {
    return arms.flatMap(({ id, shortage }) =>
        shortage === undefined ? [] : [`${armTitle(id)}: ${shortage.text}.`],
    );
}

/** Which monitor would have told first without a fix; the page has when, for every arm. */
function detection({ arms }: ReportModel): string | undefined {
    const none = arms.find(({ id }) => id === "none");
    if (none?.monitors === undefined) {
        return undefined;
    }
    const { first, rows } = none.monitors;
    // Without a request that failed or was slow the monitors' clock starts with the load.
    const start = none.harm.usersHit === 0 ? "user" : "request that failed or was slow";
    if (first === undefined) {
        return "Without a fix no monitor would have told you.";
    }
    const title = rows.find(({ id }) => id === first.id)?.title ?? first.id;
    const others = rows.filter(
        ({ id, secondsToDetect }) => id !== first.id && secondsToDetect === first.seconds,
    ).length;
    const also = others === 0 ? "" : ` (and ${others} more in the same minute)`;
    const when = first.seconds < 0 ? "before the first" : "after the first";
    return (
        `Without a fix the monitor “${title}” would have told you first${also}, ` +
        `${elapsed(Math.abs(first.seconds))} ${when} ${start}.`
    );
}

/** A fix that was there before and spared the users, and a monitor that tells all the same. */
function falseAlarms({ arms, source }: ReportModel): string | undefined {
    const loud = arms.filter(({ monitors }) => monitors?.isFalseAlarm === true && monitors.first);
    return loud.length === 0
        ? undefined
        : `A monitor tells under ${loud.map(({ id }) => armTitle(id)).join(", ")} as well (seed ` +
              `${source.shown}): as far as users go a false alarm, for after the first ` +
              "moments they are served well.";
}

function harm({ arms }: ReportModel): string | undefined {
    const none = arms.find(({ id }) => id === "none")?.harm;
    if (none === undefined) {
        return undefined;
    }
    const parts = [
        `${count(Math.round(none.failedRequests))} of ${count(Math.round(none.requests))} requests failed`,
        none.usersHit === undefined
            ? undefined
            : `${percent(none.usersHit / none.users)} of the users had a failure or waited over a second`,
        none.failedOrders === undefined
            ? undefined
            : `${count(none.failedOrders)} orders failed, ${dollars(none.dollarsAtRisk ?? 0)} at risk`,
        (none.unshippedOrders ?? 0) < 1
            ? undefined
            : `${count(none.unshippedOrders ?? 0)} paid orders were not shipped by the end`,
    ];
    return `Harm without a fix, per run: ${parts.filter((part) => part !== undefined).join("; ")}.`;
}

/** Fixes that the record of the incident accepts and that nobody tried at that moment. */
function notTried(model: ReportModel): string | undefined {
    const moments = momentsOf(model);
    const missing = new Set(moments.flatMap((moment) => missingFixes(model, moment)));
    return missing.size === 0
        ? undefined
        : `Not tried here: ${[...missing].map(fixTitle).join(", ")}.`;
}

function symptoms({ contract, incident }: ReportModel): string | undefined {
    const missing = contract.filter(({ cells: { none } }) => none && none.metSeeds < none.seeds);
    if (contract.length === 0) {
        return undefined;
    }
    if (missing.length === 0) {
        return `Symptoms of ${incident.id}: all ${contract.length} shown in every seed.`;
    }
    const texts = missing.map(
        ({ text, cells: { none } }) =>
            `${text} (seen: ${none?.value}, right in ${none?.metSeeds} of ${none?.seeds} seeds)`,
    );
    return `This is not quite ${incident.id}; symptoms not shown in every seed: ${texts.join("; ")}.`;
}
