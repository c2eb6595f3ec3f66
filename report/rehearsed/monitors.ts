import type { Scenario } from "../../scenarios/scenario";
import type { MonitorTimeline, RunTimelines } from "../../verdict/monitors/timelineTypes";
import type { MonitorReport, MonitorRow } from "../model";

/** Monitors of the stack say in Datadog which namespace they watch; here there is only one. */
const namespacePrefix = /^\[[^\]]*\] /;

/** The monitors' timelines on the plots' clock: seconds since the first user. */
export function monitorsOf(
    { monitors, first }: RunTimelines,
    loadStart: number,
    { mustFire }: Scenario["monitors"],
): MonitorReport {
    const expected = new Set<string>(mustFire.map(({ monitor }) => monitor));
    const rowOf = ({ monitor, title, spans, ...timeline }: MonitorTimeline): MonitorRow => ({
        id: monitor,
        title: title.replace(namespacePrefix, ""),
        isExpected: expected.has(monitor),
        spans: spans.map(({ from, to, state }) => ({
            from: from - loadStart,
            until: to - loadStart,
            state,
        })),
        secondsToDetect: timeline.secondsToDetect,
        flaps: timeline.flaps,
    });
    return {
        first: first === undefined ? undefined : { id: first.monitor, seconds: first.seconds },
        rows: monitors.map(rowOf),
    };
}
