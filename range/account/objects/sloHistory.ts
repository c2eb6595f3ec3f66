/** How well an objective was kept, in the frame that all its types have. */
import { z } from "zod";

import type { Account } from "../account";
import { type Fields, isGiven, ok, refusal, type Reply } from "../http/exchange";
import { numberIn, requiredNumber } from "../http/parameters";
import type { Call } from "../http/routes";
import { definitionsOf } from "../live/definitions";
import type { LiveMonitors } from "../live/liveMonitors";
import type { Graphs } from "../metrics/graphs";
import { ratioOf } from "./sloRatio";
import {
    groupTimeline,
    sliceTimeline,
    sliOf,
    type Span,
    type Timeline,
    together,
} from "./sloTimeline";

export interface SloSources {
    readonly account: Account;
    readonly live: LiveMonitors;
    readonly graphs: Graphs;
}

const indicator = z.looseObject({
    monitor_ids: z.array(z.number()).nullish(),
    groups: z.array(z.string()).nullish(),
    query: z.looseObject({ numerator: z.string(), denominator: z.string() }).nullish(),
    thresholds: z.array(z.looseObject({ timeframe: z.string(), target: z.number() })),
});

/** What is told of an objective, of one of its monitors, or of one of its groups. */
interface Figures {
    readonly name: unknown;
    readonly sli: number | undefined;
    readonly timeline?: Timeline;
    readonly own?: Fields;
}

export function historyReply(sources: SloSources, slo: Fields, { query }: Call): Reply {
    const { account } = sources;
    const { clock } = account;
    const from = requiredNumber(query, "from_ts");
    const until = Math.min(requiredNumber(query, "to_ts"), account.seconds);
    if (from >= until) {
        throw refusal(400, "from_ts must be before to_ts");
    }
    const { thresholds } = indicator.parse(slo);
    const own = numberIn(query, "target", 0);
    const targets = [
        ...thresholds,
        ...(own > 0 && own < 100 ? [{ timeframe: "custom", target: own }] : []),
    ];
    const told = ({ name, sli, timeline, own: others }: Figures): Fields => ({
        name,
        sli_value: sli ?? null,
        uptime: sli ?? null,
        span_precision: 2,
        preview: false,
        error_budget_remaining:
            sli === undefined
                ? {}
                : Object.fromEntries(
                      targets.map(({ timeframe, target }) => [
                          timeframe,
                          100 * (1 - (100 - sli) / (100 - target)),
                      ]),
                  ),
        ...(timeline && {
            history: timeline.map(([time, state]) => [Math.round(clock.toWall(time)), state]),
        }),
        ...others,
    });
    const span = { from: clock.toWorld(from), until: clock.toWorld(until) };
    const { overall, ...parts } = partsOf(sources, slo, span, told);
    return ok({
        data: {
            ...{ from_ts: from, to_ts: Math.floor(until), type: slo.type, type_id: slo.type_id },
            thresholds: Object.fromEntries(thresholds.map((one) => [one.timeframe, one])) as Fields,
            overall: { ...told({ name: slo.name, ...overall }), precision: { custom: 2 } },
            ...parts,
        },
        errors: null,
    });
}

type Told = (figures: Figures) => Fields;
type Parts = Fields & { readonly overall: Omit<Figures, "name"> };

function partsOf(sources: SloSources, slo: Fields, span: Span, told: Told): Parts {
    const { account, graphs } = sources;
    const { query, monitor_ids: ids } = indicator.parse(slo);
    const slices = definitionsOf(account).slos.find(({ id }) => id === slo.id);
    if (slices !== undefined) {
        const timeline = sliceTimeline(account, slices, span);
        return { overall: { sli: sliOf(timeline, span), timeline } };
    }
    if (slo.type === "metric" && isGiven(query)) {
        const { sli, by, groups, series } = ratioOf(graphs, query, span, account.clock);
        const list = [...groups].map(([group, value]) => told({ name: group, sli: value }));
        return {
            ...{ overall: { sli }, series },
            ...(by.length > 0 && { group_by: by, groups: list }),
        };
    }
    if (slo.type === "monitor" && isGiven(ids)) {
        return monitorParts(sources, slo, span, told);
    }
    throw refusal(400, `The history of this SLO of type ${String(slo.type)} is not evaluated`);
}

/** Of one monitor its groups are told, of several each of them. */
function monitorParts({ account, live }: SloSources, slo: Fields, span: Span, told: Told): Parts {
    const { monitor_ids: ids, groups: only } = indicator.parse(slo);
    const monitors = (ids ?? []).flatMap((id): Fields[] => {
        const monitor = account.monitors.get(id);
        return monitor === undefined ? [] : [monitor];
    });
    const all = monitors.map((monitor) => {
        const groups = [...(live.groupsOf(Number(monitor.id))?.history.groups ?? [])]
            .filter(([group]) => !isGiven(only) || only.length === 0 || only.includes(group))
            .map(([group, changes]) => [group, groupTimeline(changes, monitor, span)] as const);
        return {
            monitor,
            groups,
            timeline: together(
                groups.map(([, one]) => one),
                span,
            ),
        };
    });
    const figures = (name: unknown, timeline: Timeline, own: Fields): Fields =>
        told({ name, sli: sliOf(timeline, span), timeline, own: { precision: 2, ...own } });
    const ofMonitor = ({ type, modified }: Fields): Fields => ({
        monitor_type: type,
        monitor_modified: Math.floor(Date.parse(String(modified)) / 1000),
    });
    const timeline = together(
        all.map((one) => one.timeline),
        span,
    );
    const overall = { sli: sliOf(timeline, span), timeline };
    const [first] = all;
    return first !== undefined && all.length === 1
        ? {
              overall: { ...overall, own: ofMonitor(first.monitor) },
              groups: first.groups
                  .filter(([group]) => group !== "*")
                  .map(([group, one]) => figures(group, one, { group })),
          }
        : {
              overall,
              monitors: all.map((one) =>
                  figures(one.monitor.name, one.timeline, ofMonitor(one.monitor)),
              ),
          };
}
