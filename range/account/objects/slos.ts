import { createHash } from "node:crypto";

import { z } from "zod";

import { parseMetricExpression } from "../../../datadog/query/parse";
import type { Account } from "../account";
import { type Fields, isGiven, ok, refusal } from "../http/exchange";
import { modelV1 } from "../http/models";
import { author } from "./author";
import type { SloSources } from "./sloHistory";
import { sloReadingRoutes } from "./sloReading";
import { monitorsWithSlo } from "./references";
import type { Call, Route } from "../http/routes";

/** Numbers that the API gives to the types. */
const typeIds: Readonly<Record<string, number>> = { monitor: 0, metric: 1, time_slice: 2 };

export function sloRoutes(sources: SloSources): readonly Route[] {
    const { account } = sources;
    const known = ({ parameters: { id = "" } }: Call): Fields => {
        const found = account.slos.get(id);
        if (found === undefined) {
            throw refusal(404, `SLO not found: ${id} not found`);
        }
        return found;
    };
    const path = "/api/v1/slo/{id}";
    const request = modelV1("ServiceLevelObjectiveRequest");
    const listed = modelV1("SLOListResponse");
    return [
        {
            method: "POST",
            path: "/api/v1/slo",
            request,
            response: listed,
            handle: ({ body }) => {
                checkSlo(body, account);
                const id = createHash("md5").update(String(account.nextNumber())).digest("hex");
                const created_at = Math.floor(account.seconds);
                const created = stored(body, { id, created_at, modified_at: created_at });
                account.slos.set(id, created);
                return ok({ data: [created], error: null });
            },
        },
        {
            method: "GET",
            path,
            response: modelV1("SLOResponse"),
            handle: (call) => ok({ data: known(call), error: null }),
        },
        {
            method: "PUT",
            path,
            // As the client sends it: the whole objective.
            request: modelV1("ServiceLevelObjective"),
            response: listed,
            handle: (call) => {
                const { id, created_at, type } = known(call);
                if (call.body.type !== type) {
                    throw refusal(400, "The type of an SLO cannot be changed");
                }
                checkSlo(call.body, account);
                const modified_at = Math.floor(account.seconds);
                const updated = stored(call.body, { id, created_at, modified_at });
                account.slos.set(String(id), updated);
                return ok({ data: [updated], error: null });
            },
        },
        {
            method: "DELETE",
            path,
            response: modelV1("SLODeleteResponse"),
            handle: (call) => {
                const id = String(known(call).id);
                const users = monitorsWithSlo(account, id);
                if (users.length > 0 && call.query.get("force") !== "true") {
                    throw refusal(409, `SLO ${id} is used by monitors: ${users.join(", ")}`);
                }
                account.slos.delete(id);
                return ok({ data: [id], error: null });
            },
        },
        ...sloReadingRoutes(sources, known),
    ];
}

const threshold = z.looseObject({
    timeframe: z.enum(["7d", "30d", "90d"]),
    target: z.number().gt(0).lt(100),
    warning: z.number().gt(0).lt(100).nullish(),
});

const sloBody = z.looseObject({
    type: z.string(),
    thresholds: z.array(threshold).min(1),
    monitor_ids: z.array(z.number()).nullish(),
    query: z.looseObject({ numerator: z.string(), denominator: z.string() }).nullish(),
    sli_specification: z.unknown().optional(),
    timeframe: z.string().nullish(),
    target_threshold: z.number().nullish(),
});

function checkSlo(body: Fields, account: Account): void {
    const parsed = sloBody.safeParse(body);
    if (!parsed.success) {
        throw refusal(400, `Invalid payload: ${z.prettifyError(parsed.error)}`);
    }
    const slo = parsed.data;
    const beyond = slo.thresholds.find(
        ({ target, warning }) => isGiven(warning) && warning <= target,
    );
    if (beyond !== undefined) {
        throw refusal(400, "Invalid payload: the warning must be above the target");
    }
    if (
        isGiven(slo.timeframe) &&
        !slo.thresholds.some(
            ({ timeframe, target }) =>
                timeframe === slo.timeframe && target === (slo.target_threshold ?? target),
        )
    ) {
        throw refusal(400, "Invalid payload: timeframe and target_threshold are no threshold");
    }
    checkIndicator(slo, account);
}

function checkIndicator(slo: z.infer<typeof sloBody>, account: Account): void {
    const missing = (slo.monitor_ids ?? []).filter((id) => !account.monitors.has(id));
    if (missing.length > 0) {
        throw refusal(400, `Invalid payload: monitors not found: ${missing.join(", ")}`);
    }
    const hasIndicator = {
        monitor: (slo.monitor_ids ?? []).length > 0,
        metric: isGiven(slo.query) || slo.sli_specification !== undefined,
        time_slice: slo.sli_specification !== undefined,
    }[slo.type];
    if (hasIndicator !== true) {
        throw refusal(400, `Invalid payload: an SLO of type ${slo.type} needs its indicator`);
    }
    for (const query of isGiven(slo.query) ? [slo.query.numerator, slo.query.denominator] : []) {
        try {
            parseMetricExpression(query);
        } catch (error) {
            throw refusal(400, `Invalid payload: ${query}: ${String(error)}`);
        }
    }
}

function stored(body: Fields, own: Fields): Fields {
    const { thresholds } = sloBody.parse(body);
    const [first] = thresholds;
    return {
        description: null,
        tags: [],
        monitor_tags: [],
        timeframe: first?.timeframe,
        target_threshold: first?.target,
        ...(isGiven(first?.warning) ? { warning_threshold: first.warning } : {}),
        ...body,
        ...own,
        thresholds: thresholds.map((one) => ({
            ...one,
            target_display: display(one.target),
            ...(isGiven(one.warning) ? { warning_display: display(one.warning) } : {}),
        })),
        type_id: typeIds[String(body.type)],
        creator: author,
    };
}

/** The API writes 99 as `99.`. */
function display(value: number): string {
    return Number.isInteger(value) ? `${value}.` : String(value);
}
