import assert from "node:assert/strict";

import type { Monitor } from "../../../../../components/observability/catalogue/definition";
import { monitors } from "../../../../../components/observability/catalogue/catalogue";
import {
    logSearchOf,
    messageText,
    runbooksOf,
} from "../../../../../components/observability/catalogue/message";
import { isRefused } from "../../../../../datadog/check/finding";
import { checkView } from "../../../../../datadog/check/monitor";
import { context, monitorsIn, scopeWith } from "../scope";

const all = monitorsIn();

const monitor = (id: string): Monitor => {
    const found = all.find((one) => one.id === id);
    assert.ok(found);
    return found;
};

describe("the text of a notification", () => {
    it("says what it means, what to check, and where to look", () => {
        const text = messageText(monitor("payment-unavailable"), "shop", {
            dashboard: "https://d.example/1",
            logs: (search) => `https://l.example/?q=${encodeURIComponent(search)}`,
            runbook: (incident) => `https://r.example/${incident}.md`,
            notify: "@slack-sre",
        });
        const { message } = monitor("payment-unavailable");
        const search = 'kube_namespace:shop kube_container_name:orders "Unable to create order"';
        assert.equal(
            text,
            [
                message.meaning,
                "",
                "Check first:",
                ...message.checkFirst.map((one, index) => `${index + 1}. ${one}`),
                "",
                "[Dashboard](https://d.example/1)",
                `[Logs](https://l.example/?q=${encodeURIComponent(search)})`,
                "[Runbook: payment](https://r.example/payment.md)",
                "",
                "@slack-sre",
            ].join("\n"),
        );
    });

    it("names no incident without runbook links, in monitors that do not name one", () => {
        const others = monitors(scopeWith(), []).filter(({ namesIncident }) => !namesIncident);
        for (const one of all.filter(({ namesIncident }) => !namesIncident)) {
            const text = messageText(one, "shop", { notify: "" });
            // Nothing of it comes from an incident: it is the same where there is none.
            const alone = others.find(({ id }) => id === one.id);
            assert.ok(alone);
            assert.equal(text, messageText(alone, "shop", { notify: "" }));
            assert.equal(one.title, alone.title);
            // Words that are no words of trade: the guides' names of incidents.
            assert.doesNotMatch(`${one.title} ${text}`, /\bhybrid\b|\bcrash\b(?! loop)/i);
            assert.doesNotMatch(text, /^\s|\s$/);
        }
    });

    it("says where the runbook is in the repository, when it is nowhere else", () => {
        const text = messageText(monitor("payment-unavailable"), "shop", {
            runbook: (incident) => `docs/runbooks/${incident}.md`,
            notify: "",
        });
        assert.match(text, /\nRunbook: docs\/runbooks\/payment\.md$/);
    });

    it("links the page of every incident in which the monitor can go off", () => {
        assert.deepEqual(runbooksOf(monitor("payment-unavailable")), ["payment"]);
        for (const one of all) {
            const { firesIn, mayFireIn } = one;
            assert.ok(runbooksOf(one).length > 0, one.id);
            assert.deepEqual(new Set(runbooksOf(one)), new Set([...firesIn, ...mayFireIn]));
        }
    });

    it("links dashboard, logs and runbook for every monitor", () => {
        for (const one of all) {
            const text = messageText(one, "shop", {
                dashboard: "https://d.example/1",
                logs: (search) => `https://l.example/?q=${encodeURIComponent(search)}`,
                runbook: (incident) => `https://r.example/${incident}.md`,
                notify: "",
            });
            for (const link of ["Dashboard", "Logs", "Runbook: [a-z]+"]) {
                assert.match(text, new RegExp(`^\\[${link}\\]\\(https://\\S+\\)$`, "m"), one.id);
            }
        }
    });

    it("searches the logs in a way that finds something", () => {
        for (const one of all) {
            const found = checkView(logSearchOf(one, "sock-shop"), "logs", context);
            assert.deepEqual(found.filter(isRefused), [], one.id);
        }
    });
});
