/** How well an objective was kept. */
import { z } from "zod";

import type { SloDefinition } from "../../../datadog/monitors/definition";
import { sloSlices } from "../../../datadog/monitors/evaluate/slo";
import { QuerySyntaxError } from "../../../datadog/query/scanner";
import type { Account } from "../account";
import { type Fields, ok, refusal, type Reply } from "../http/exchange";
import { requiredNumber } from "../http/parameters";
import type { Call } from "../http/routes";
import { definitionsOf } from "../live/definitions";

export function historyReply(account: Account, slo: Fields, { query }: Call): Reply {
    const from = requiredNumber(query, "from_ts");
    const until = Math.min(requiredNumber(query, "to_ts"), account.seconds);
    if (from >= until) {
        throw refusal(400, "from_ts must be before to_ts");
    }
    const definition = definitionsOf(account).slos.find(({ id }) => id === slo.id);
    if (definition === undefined) {
        throw refusal(400, `The history of an SLO of type ${String(slo.type)} is not evaluated`);
    }
    const { clock } = account;
    const [start, end] = [clock.toWorld(from), clock.toWorld(until)];
    const slices = slicesOf(account, definition, start, end);
    const bad = slices.filter(([, isGood]) => !isGood).length * definition.sliceSeconds;
    const sli = 100 * (1 - bad / (end - start));
    const thresholds = z
        .array(z.looseObject({ timeframe: z.string(), target: z.number() }))
        .parse(slo.thresholds);
    const budgets = thresholds.map(({ timeframe, target }) => [
        timeframe,
        100 * (1 - (100 - sli) / (100 - target)),
    ]);
    return ok({
        data: {
            ...{ from_ts: from, to_ts: Math.floor(until), type: slo.type, type_id: slo.type_id },
            thresholds: Object.fromEntries(thresholds.map((one) => [one.timeframe, one])) as Fields,
            overall: {
                name: slo.name,
                sli_value: sli,
                uptime: sli,
                span_precision: 2,
                precision: { custom: 2 },
                preview: false,
                error_budget_remaining: Object.fromEntries(budgets) as Fields,
                history: changes(slices).map(([time, isGood]) => [clock.toWall(time), isGood]),
            },
        },
        errors: null,
    });
}

type Slice = readonly [time: number, isGood: boolean];

function slicesOf(
    { telemetry }: Account,
    slo: SloDefinition,
    from: number,
    until: number,
): readonly Slice[] {
    const unsupported = (construct: string, at: number): never => {
        throw new QuerySyntaxError("unsupported", `${construct} is not supported`, at, slo.formula);
    };
    try {
        return sloSlices(slo, telemetry.index, unsupported)
            .filter(([time]) => time >= from && time + slo.sliceSeconds <= until)
            .map(([time, isBad]) => [time, !isBad] as const);
    } catch (error) {
        throw refusal(400, `The history cannot be computed: ${(error as Error).message}`);
    }
}

/** Whether it was kept, at each time at which that changed: 1, or 0 for bad. */
function changes(slices: readonly Slice[]): readonly (readonly [number, number])[] {
    return slices
        .filter(([, isGood], at) => slices[at - 1]?.[1] !== isGood)
        .map(([time, isGood]) => [time, isGood ? 1 : 0]);
}
