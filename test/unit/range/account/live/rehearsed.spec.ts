/** The stack's own monitors live, minute by minute, and what they say of the run as a whole. */
import assert from "node:assert/strict";

import { historiesOf } from "../../../../../datadog/monitors/history";
import type { MonitorState } from "../../../../../datadog/monitors/states";
import { plannedSet } from "../../../../../verdict/monitors/fromPlan";
import { shopEvidence } from "../../../../../verdict/monitors/shopEvidence";
import { monitored } from "../../../../../rehearsal/monitorColumns";
import { planOf } from "../../../../support/planOf";
import { chunksOf } from "../chunks";
import { Desk } from "../desk";
import { provisioned } from "../../../../support/datadog/provisioned";
import { rehearsed } from "../rehearsals";

describe("the monitors of the stack, evaluated every minute", () => {
    for (const incident of ["hybrid", "payment"]) {
        it(`say of ${incident} what they say of its evidence as a whole`, async () => {
            const evidence = await rehearsed(incident);
            const plan = await planOf({ ...monitored, remediation: "none" });
            const desk = new Desk();
            const ids = await provisioned(plan, desk.send);
            const set = plannedSet(plan);
            const whole = historiesOf(shopEvidence(evidence), set);
            const live = new Map<string, (MonitorState | undefined)[]>();
            let minute = 0;
            for (const { time, chunk } of chunksOf(evidence, whole[0]?.times ?? [])) {
                desk.store.add(chunk);
                desk.now = time;
                desk.evaluate(time);
                for (const { id } of set.monitors) {
                    for (const { name, status } of desk.groupsOf(accountId(ids, id))) {
                        const key = `${id} ${name}`;
                        const said = live.get(key) ?? [];
                        said[minute] = status;
                        live.set(key, said);
                    }
                }
                minute += 1;
            }
            const differences = whole.flatMap(({ definition, times, begins, states }) =>
                [...states].flatMap(([group, said]) =>
                    times.flatMap((time, at) => {
                        const now = live.get(`${definition.id} ${group}`)?.[at];
                        return time < begins || now === said[at]
                            ? []
                            : [
                                  `${definition.id} ${group} ${at}: ${String(now)}, not ${String(said[at])}`,
                              ];
                    }),
                ),
            );
            assert.deepEqual(differences, []);
            assert.ok(live.size > 10);
        });
    }
});

function accountId(ids: ReadonlyMap<string, string>, monitor: string): number {
    return Number(ids.get(`datadog-monitors-${monitor}`));
}
