/** Metric queries over what the account has, read and made ready once for as long as they hold. */
import type { EvidenceIndex } from "../../../datadog/monitors/data/evidenceIndex";
import {
    drawn,
    type Graph,
    type GraphRequest,
    graphStep,
    type PreparedGraph,
    preparedGraph,
} from "../../../datadog/monitors/evaluate/graph";
import type { Grid } from "../../../datadog/monitors/data/grid";
import type { Source } from "../../../datadog/monitors/evaluate/rows";
import type { MetricExpression } from "../../../datadog/query/ast";
import { parseMetricExpression } from "../../../datadog/query/parse";
import { QuerySyntaxError } from "../../../datadog/query/scanner";
import { refusal } from "../http/exchange";
import { understood } from "../http/understood";
import { KeptResults } from "../keptResults";
import type { Telemetry } from "../telemetry/telemetry";

const unread = "Error parsing query";

/** More than any graph shows: all of them are made at once, for each group. */
const mostPoints = 10_000;

export class Graphs {
    private readonly parsed = new KeptResults<MetricExpression>();
    private readonly prepared = new KeptResults<PreparedGraph>();
    private preparedOf: EvidenceIndex | undefined;

    constructor(private readonly telemetry: Telemetry) {}

    /** @throws a refusal that shows the place, for a query that is not understood. */
    parse(text: string): MetricExpression {
        return this.parsed.of(text, () => understood(unread, () => parseMetricExpression(text)));
    }

    stepOf(text: string, request: GraphRequest): number {
        return graphStep(this.parse(text), this.telemetry.index, request);
    }

    /** Of sources that have one bucket each. */
    calculate(text: string, grid: Grid, named: ReadonlyMap<string, Source>): Graph {
        const expression = this.parse(text);
        const graph = prepare(text, expression, this.telemetry.index, grid, named);
        return drawn(graph, { from: grid.from, until: grid.from + grid.stepSeconds });
    }

    /** @param named sources that stand for a metric; such a query is made ready each time */
    draw(text: string, request: GraphRequest, named?: ReadonlyMap<string, Source>): Graph {
        const expression = this.parse(text);
        const { index } = this.telemetry;
        const step = graphStep(expression, index, request);
        if ((request.until - request.from) / step > mostPoints) {
            throw refusal(
                400,
                `More than ${mostPoints} points: ask for a shorter time or a longer interval`,
            );
        }
        const make = (): PreparedGraph => prepare(text, expression, index, index.grid(step), named);
        return drawn(
            named === undefined ? this.kept(`${step} ${text}`, index, make) : make(),
            request,
        );
    }

    private kept(key: string, index: EvidenceIndex, make: () => PreparedGraph): PreparedGraph {
        if (this.preparedOf !== index) {
            this.prepared.clear();
            this.preparedOf = index;
        }
        return this.prepared.of(key, make);
    }
}

function prepare(
    text: string,
    expression: MetricExpression,
    index: EvidenceIndex,
    grid: Grid,
    named: ReadonlyMap<string, Source> | undefined,
): PreparedGraph {
    const unsupported = (construct: string, at: number): never => {
        throw new QuerySyntaxError("unsupported", `${construct} is not supported`, at, text);
    };
    return understood(unread, () => preparedGraph(expression, index, grid, unsupported, named));
}
