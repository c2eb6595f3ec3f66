import { monitorTemplates } from "../../components/observability/catalogue/catalogue";
import { compositeOf } from "../../components/observability/catalogue/composites";
import type { MonitorRecord } from "../../experiment/record/monitorLog";
import type { KeptArm } from "../../experiment/kept/schema";
import { scenarios } from "../../scenarios/registry";
import type { Scenario } from "../../scenarios/scenario";
import { titleAlone } from "../../shop/names";
import type { ArmMonitor, MonitorReport } from "../model";

/** What the account said in a run; undefined where no monitor was asked. */
export function monitorReport(
    { monitors, clocks }: Pick<KeptArm, "monitors" | "clocks">,
    loadStart: number,
    { mustFire }: Scenario["monitors"],
): MonitorReport | undefined {
    if (monitors.length === 0) {
        return undefined;
    }
    const expected = new Set(mustFire.map(({ monitor }) => titles.get(monitor)));
    const rows = monitors.map((record) =>
        rowOf(record, loadStart, {
            harm: clocks.firstFailure ?? 0,
            alert: clocks.alerts[record.name] ?? undefined,
            isExpected: expected.has(titleAlone(record.name)),
        }),
    );
    const [first] = rows
        .flatMap(({ id, secondsToDetect: seconds }) =>
            seconds === undefined ? [] : { id, seconds },
        )
        .sort((one, other) => one.seconds - other.seconds);
    return { rows, first, isFalseAlarm: false };
}

/** By the catalogue's id: an account knows monitors by their titles. */
const titles: ReadonlyMap<string, string> = new Map(
    [...monitorTemplates, ...Object.values(scenarios).map(compositeOf)].map(({ id, title }) => [
        id,
        title,
    ]),
);

interface Told {
    readonly harm: number;
    /** Seconds after the first user; undefined: never. */
    readonly alert: number | undefined;
    readonly isExpected: boolean;
}

function rowOf(
    { name, spans }: MonitorRecord,
    loadStart: number,
    { harm, alert, isExpected }: Told,
): ArmMonitor {
    const alerts = spans.filter(({ state, to }) => state === "Alert" && to > loadStart);
    return {
        ...{ id: name, title: titleAlone(name), isExpected },
        spans: spans.map(({ from, to, state }) => ({
            ...{ from: from - loadStart, until: to - loadStart, state },
        })),
        secondsToDetect: alert === undefined ? undefined : alert - harm,
        flaps: Math.max(0, alerts.length - 1),
    };
}
