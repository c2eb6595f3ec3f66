import type { ArmResult } from "../../rehearsal/types";
import type { SeedResult } from "../../verdict/judgedArm";
import type { Scenario } from "../../scenarios/scenario";
import type { MonitorTimeline, RunTimelines } from "../../datadog/monitors/timelineTypes";
import { titleAlone } from "../../shop/names";
import type { MonitorReport, ArmMonitor } from "../model";

/** A fix that was there before and left no harm: whoever is told then, is told for nothing. */
const isSpared = ({ fix }: SeedResult): boolean =>
    fix?.worth === "cures" && (fix.servedWellSeconds ?? Infinity) <= settlingSeconds;

/** While all users arrive at once even a healthy shop is slow for a moment. */
const settlingSeconds = 90;

/** The monitors' timelines on the plots' clock: seconds since the first user. */
export function monitorsOf(
    { monitors, first }: RunTimelines,
    loadStart: number,
    { mustFire }: Scenario["monitors"],
    { fixAt, shown }: Pick<ArmResult, "fixAt"> & { readonly shown: SeedResult | undefined },
): MonitorReport {
    const expected = new Set<string>(mustFire.map(({ monitor }) => monitor));
    const rowOf = ({ monitor, title, spans, ...timeline }: MonitorTimeline): ArmMonitor => ({
        id: monitor,
        // There is only one namespace here.
        title: titleAlone(title),
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
        isFalseAlarm: fixAt === "before" && shown !== undefined && isSpared(shown),
        rows: monitors.map(rowOf),
    };
}
