import * as datadog from "@pulumi/datadog";
import * as pulumi from "@pulumi/pulumi";

import type { Slo } from "../../datadog/monitor";
import { accountTitle } from "../../shop/names";
import { wholeShop } from "./tags";

export interface SlosArgs {
    /** From the catalogue. */
    slos: readonly Slo[];
    namespace: string;
    /** On every SLO. */
    tags: readonly string[];
}

/** The service level objectives of the catalogue. */
export class Slos extends pulumi.ComponentResource {
    /** Datadog's ids, by the id in the catalogue. */
    readonly ids: Readonly<Record<string, pulumi.Output<string>>>;

    constructor(name: string, args: SlosArgs, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:observability:Slos", name, {}, opts);

        const made = args.slos.map((slo): [string, datadog.ServiceLevelObjective] => [
            slo.id,
            new datadog.ServiceLevelObjective(`${name}-${slo.id}`, objective(slo, args), {
                parent: this,
            }),
        ]);
        this.ids = Object.fromEntries(made.map(([id, slo]) => [id, slo.id]));

        this.registerOutputs({ ids: this.ids });
    }
}

function objective(slo: Slo, { namespace, tags }: SlosArgs): datadog.ServiceLevelObjectiveArgs {
    const { title, description, why, formula, queries, comparator, timeframe, target } = slo;
    return {
        name: accountTitle(namespace, title),
        description: `${description} ${why}`,
        type: "time_slice",
        sliSpecification: {
            timeSlice: {
                comparator,
                threshold: slo.threshold,
                queryIntervalSeconds: slo.sliceSeconds,
                query: {
                    formula: { formulaExpression: formula },
                    queries: Object.entries(queries).map(([query, text]) => ({
                        metricQuery: { name: query, query: text },
                    })),
                },
            },
        },
        thresholds: [{ timeframe, target }],
        tags: [...tags, wholeShop],
        // The catalogue's check has judged it; the API would be asked on every preview.
        validate: false,
    };
}
