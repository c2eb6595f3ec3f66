import type { RangeClock } from "../../clock";
import type { Account } from "../account";
import { type Fields, ok } from "../http/exchange";
import { modelV2 } from "../http/models";
import type { Route } from "../http/routes";
import { milliseconds } from "../reading/times";
import { formulaRequest } from "./formulaRequest";
import { type Drawn, type Figures, Formulas } from "./formulas";
import type { Graphs } from "./graphs";

export function formulaRoutes(account: Account, graphs: Graphs): readonly Route[] {
    const formulas = new Formulas(account.telemetry, graphs);
    return [
        {
            method: "POST",
            path: "/api/v2/query/timeseries",
            isReading: true,
            response: modelV2("TimeseriesFormulaQueryResponse"),
            handle: ({ body }) => {
                const drawn = formulas.draw(formulaRequest(body, account.clock));
                return ok({
                    data: {
                        id: "0",
                        type: "timeseries_response",
                        attributes: timeseries(drawn, account.clock),
                    },
                });
            },
        },
        {
            method: "POST",
            path: "/api/v2/query/scalar",
            isReading: true,
            response: modelV2("ScalarFormulaQueryResponse"),
            handle: ({ body }) => {
                const figures = formulas.figures(formulaRequest(body, account.clock));
                const columns = columnsOf(figures);
                return ok({ data: { id: "0", type: "scalar_response", attributes: { columns } } });
            },
        },
    ];
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

function timeseries({ times, formulas }: Drawn, clock: RangeClock): Fields {
    const all = formulas.flatMap(({ rows, unit }, query_index) =>
        [...rows].map(([group, row]) => ({
            series: { group_tags: group === "*" ? [] : group.split(","), query_index, unit },
            values: [...row].map(orNull),
        })),
    );
    return {
        series: all.map(({ series }) => series),
        times: times.map((time) => milliseconds(clock, time)),
        values: all.map(({ values }) => values),
    };
}

function columnsOf({ by, formulas }: Figures): readonly Fields[] {
    const groups = [...new Set(formulas.flatMap(({ values }) => [...values.keys()]))];
    const valueOf = (group: string, key: string): string =>
        group
            .split(",")
            .find((tag) => tag.startsWith(`${key}:`))
            ?.slice(key.length + 1) ?? "N/A";
    return [
        ...by.map((key) => ({
            ...{ name: key, type: "group" },
            values: groups.map((group) => [valueOf(group, key)]),
        })),
        ...formulas.map(({ name, values, unit }) => ({
            ...{ name, type: "number", meta: { unit } },
            values: groups.map((group) => orNull(values.get(group) ?? Number.NaN)),
        })),
    ];
}
