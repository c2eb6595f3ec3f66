import { isLoud } from "../../datadog/monitors/states";
import { fixTitle } from "../arms/armTitle";
import { nothing } from "../figureText";
import type { Arm, MonitorReport, ArmMonitor, ReportBody, Source } from "../model";
import { elapsed } from "../numbers";
import type { TimeRange } from "../plots/panel";
import { shownText } from "../words";
import { escaped } from "./escape";
import { armHeads, armName, scrolled, section } from "./parts";
import { timelineBar, timelineScale } from "./timelineBar";

type TriedArm = Arm & { readonly monitors: MonitorReport };

/** What the stack's Datadog monitors would have said; empty where they were not tried. */
export function monitorsSection(model: ReportBody): string {
    const tried = model.arms.filter((arm): arm is TriedArm => arm.monitors !== undefined);
    if (tried.length === 0) {
        return "";
    }
    const shown = loudOnes(tried);
    const timelines = tried.map((arm) => timelinesOf(arm.id, arm.monitors, shown, model.range));
    const body = [detectTable(model, shown), key, ...timelines, quietOnes(tried, shown)];
    const title = "Which monitor tells, and when";
    return section("monitors", title, introOf(model.source), body.join("\n"), model.source.tag);
}

function introOf(source: Source): string {
    return source.run === "seed"
        ? `The queries of the stack's own monitors, evaluated at every full minute over the ` +
              `simulated evidence of ${shownText(source)}: several often tell in the same ` +
              "one. Datadog evaluates each at a second of its own and takes up to half a minute to " +
              "notify. Times count from the first request that failed or was slow."
        : `What the account's monitors said, asked every few seconds, of ${shownText(source)}. ` +
              "Times count from the first request that failed; where none did, from the first user.";
}

/**
 * Monitors that were to fire or that said anything, in any arm; by id, in the order in which they
 * would tell under the first arm.
 */
function loudOnes(tried: readonly TriedArm[]): ReadonlyMap<string, ArmMonitor> {
    const rows = tried.flatMap(({ monitors }) => monitors.rows);
    const loud = rows.filter(
        ({ isExpected, spans }) => isExpected || spans.some(({ state }) => isLoud(state)),
    );
    const detection = new Map(
        tried[0]?.monitors.rows.map(({ id, secondsToDetect }) => [id, secondsToDetect]),
    );
    const timeOf = ({ id }: ArmMonitor): number => detection.get(id) ?? Number.MAX_VALUE;
    const sorted = loud.sort((a, b) => timeOf(a) - timeOf(b));
    return new Map(sorted.map((row) => [row.id, row]));
}

type Rows = ReadonlyMap<string, ArmMonitor>;

function detectTable(model: ReportBody, shown: Rows): string {
    const rows = [...shown.values()].map((row) => {
        const cells = model.arms.map(({ id, monitors }) => {
            const found = monitors?.rows.find((other) => other.id === row.id);
            const isFirst = monitors?.first?.id === row.id;
            return detectCell(id, row.id, found?.secondsToDetect, isFirst);
        });
        const expected = row.isExpected ? ' <small class="expected">must fire</small>' : "";
        const title = `${escaped(row.title)}${expected}`;
        return `<tr><th scope="row">${title}</th>${cells.join("")}</tr>`;
    });
    return scrolled(
        "Time to detect by monitor and arm",
        `<table class="detect"><thead><tr><th scope="col">time to detect</th>${armHeads(model)}
</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`,
    );
}

function detectCell(
    arm: string,
    monitor: string,
    seconds: number | undefined,
    isFirst: boolean,
): string {
    const place = `data-arm="${escaped(arm)}" data-monitor="${escaped(monitor)}"`;
    if (seconds === undefined) {
        return `<td ${place}>${nothing}</td>`;
    }
    const first = isFirst ? " <small>first</small>" : "";
    return `<td ${place} data-seconds="${seconds}"><b>${elapsed(seconds)}</b>${first}</td>`;
}

const key = `<p class="key"><span class="state Alert">alert</span><span class="state Warn">warn</span>
<span class="state OK">OK</span><span class="state NoData">no data</span></p>`;

function timelinesOf(arm: string, report: MonitorReport, shown: Rows, range: TimeRange): string {
    const rows = [...shown.keys()].flatMap((id) => report.rows.filter((row) => row.id === id));
    const bars = rows.map(
        (row) => `<div class="row" data-arm="${escaped(arm)}" data-timeline="${escaped(row.id)}">
<span>${escaped(row.title)}</span>${timelineBar(row, range)}</div>`,
    );
    const open = arm === "none" ? " open" : "";
    return `<details class="timelines"${open}><summary>${armName(arm)} ${firstText(report)}</summary>
${bars.join("\n")}
<div class="row scale"><span></span>${timelineScale(range)}</div></details>`;
}

function firstText({ first, rows, isFalseAlarm }: MonitorReport): string {
    if (first === undefined) {
        return "<small>no monitor alerts</small>";
    }
    const title = rows.find(({ id }) => id === first.id)?.title ?? first.id;
    const alarm = isFalseAlarm
        ? "; as far as users go a false alarm: after the first moments they are served well"
        : "";
    return `<small>first told by ${escaped(title)} after ${elapsed(first.seconds)}${alarm}</small>`;
}

function quietOnes(tried: readonly TriedArm[], shown: Rows): string {
    const rows = tried[0]?.monitors.rows ?? [];
    const quiet = rows.filter(({ id }) => !shown.has(id)).map(({ title }) => escaped(title));
    const arms = tried.map(({ id }) => fixTitle(id)).join(", ");
    return quiet.length === 0
        ? ""
        : `<p class="quiet">Silent under ${escaped(arms)}: ${quiet.join("; ")}.</p>`;
}
