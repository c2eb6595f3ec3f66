import assert from "node:assert/strict";

import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import type { MonitorOptions } from "../../../../../datadog/monitor";
import { slos } from "../../../../../components/observability/catalogue/slos";
import type { Slo } from "../../../../../datadog/monitor";
import { type CatalogueFinding, checkCatalogue } from "../../../../../datadog/check/catalogue";
import type { Finding, FindingCode } from "../../../../../datadog/check/finding";
import { monitorsIn, context, scopeWith } from "../../../components/observability/scope";

export const all = monitorsIn();
const goals = slos(scopeWith());

/** A change to the catalogue, or a query beside it, and a finding that it must make. */
export interface Provocation {
    readonly what: string;
    readonly code: FindingCode;
    readonly severity: Finding["severity"];
    readonly findings: () => readonly Finding[];
}

/** What has to be refused. */
export function provoke(
    what: string,
    code: FindingCode,
    findings: () => readonly Finding[],
): Provocation {
    return { what, code, severity: "refused", findings };
}

/** What has to be pointed out, but works. */
export function hint(
    what: string,
    code: FindingCode,
    findings: () => readonly Finding[],
): Provocation {
    return { what, code, severity: "caution", findings };
}

/** The catalogue's findings after one monitor was changed. */
export function after(
    id: string,
    change: (monitor: Monitor) => Partial<Monitor>,
): readonly CatalogueFinding[] {
    assert.ok(
        all.some((monitor) => monitor.id === id),
        id,
    );
    const changed = all.map((one) => (one.id === id ? { ...one, ...change(one) } : one));
    return checkCatalogue(changed, goals, context);
}

/** The same after a text in its query was replaced, which must be there. */
export function replaced(
    id: string,
    from: string | RegExp,
    to: string,
): readonly CatalogueFinding[] {
    return after(id, ({ query }) => {
        const text = query.replace(from, to);
        assert.notEqual(text, query, `${id} has no ${String(from)}`);
        return { query: text };
    });
}

export function withOptions(
    id: string,
    change: Partial<MonitorOptions>,
): readonly CatalogueFinding[] {
    return after(id, ({ options }) => ({ options: { ...options, ...change } }));
}

/** The same after the first SLO was changed. */
export function afterSlo(change: Partial<Slo>): readonly CatalogueFinding[] {
    const [first, ...others] = goals;
    assert.ok(first);
    return checkCatalogue(all, [{ ...first, ...change }, ...others], context);
}
