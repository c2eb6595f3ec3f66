import assert from "node:assert/strict";

import { logViews } from "../../../../../components/observability/catalogue/logViews";
import { isRefused } from "../../../../../datadog/check/finding";
import { checkView } from "../../../../../datadog/check/monitor";
import { context, incidents } from "../scope";
import { guides } from "../../../../support/guides";

const ofGuides = incidents.filter(({ id }) => guides.includes(id));
const open = logViews({ namespace: "sock-shop", blind: false }, ofGuides);
const blind = logViews({ namespace: "sock-shop", blind: true }, ofGuides);

describe("the log views", () => {
    it("are the guides' four, each once, with searches that find what is meant", () => {
        assert.deepEqual(
            open.map(({ title, search }) => [title, search]),
            [
                [
                    "Incident 1 - Crash Events",
                    'kube_namespace:sock-shop ("out of memory" OR *OutOfMemoryError* OR ' +
                        "(kube_container_name:front-end (npm OR SIGTERM OR Killed)))",
                ],
                [
                    "Incident 2 - Performance Issues",
                    "kube_namespace:sock-shop " +
                        '(@response_time:>1000 OR @speed:slow OR "slow query" OR "connection pool")',
                ],
                [
                    "Incident 3 - Payment Failures",
                    "kube_namespace:sock-shop kube_container_name:(orders OR payment) " +
                        '("Unable to create order" OR "PAYMENT_FAILED" OR "connection refused")',
                ],
                ["All Errors", "kube_namespace:sock-shop status:error"],
            ],
        );
        for (const { title, search } of logViews(
            { namespace: "sock-shop", blind: false },
            incidents,
        )) {
            assert.deepEqual(checkView(search, "logs", context).filter(isRefused), [], title);
        }
    });

    it("keep id and search when the drill is blind, and have titles that say what they list", () => {
        assert.deepEqual(
            blind.map(({ id, search }) => [id, search]),
            open.map(({ id, search }) => [id, search]),
        );
        assert.deepEqual(
            blind.map(({ title }) => title),
            ["Restarts and memory", "Slow responses", "Failed orders", "All Errors"],
        );
    });
});
