/** Each rule of a record, seen to object to a record that breaks it. */
import assert from "node:assert/strict";

import { missingOfIncident } from "../../../cli/missing/incident";
import { scenario as payment } from "../../../scenarios/incidents/payment";
import { scenarios } from "../../../scenarios/registry";
import type { Scenario } from "../../../scenarios/scenario";

const [firstFix] = payment.acceptedFixes;

/** A way to get a record wrong, and what is said of it. */
const mistakes: readonly (readonly [string, Partial<Scenario>, RegExp])[] = [
    ["an id that is no name", { id: "No-Stock" }, /id: "No-Stock" is no id: 3 to 16 lower-case/],
    ["an id that means something else", { id: "none" }, /id: "none" means something else/],
    ["a line that ends", { inShort: "it fails." }, /inShort: has to fit a line of a table/],
    ["a line for a wide screen", { inShort: "so ".repeat(40) }, /inShort: .* up to 95 characters/],
    ["a why that is a word", { why: "So." }, /why: is three lines: a sentence or two/],
    ["a why of a page", { why: `${"So it is. ".repeat(40)}.` }, /why: .* up to 320 characters/],
    ["a mix that is none", { load: { ...payment.load, mix: "browsing" } }, /load: .*browsing/],
    ["no user", { load: { ...payment.load, users: 0 } }, /users is 0; allowed .* from 1 to 10000/],
    [
        "half a second",
        { load: { ...payment.load, durationSeconds: 0.5 } },
        /durationSeconds is 0.5; allowed are whole numbers from 30 to 3600/,
    ],
    ["two symptoms", { symptoms: payment.symptoms.slice(1) }, /symptoms: there are 2; name 3/],
    [
        "a symptom without a bound",
        { symptoms: [...payment.symptoms, { figure: "restarts", meaning: "some" }] },
        /restarts \(some\) cannot be missed: give it atLeast/,
    ],
    [
        "a symptom that nothing keeps",
        {
            symptoms: [
                ...payment.symptoms,
                { figure: "restarts", atLeast: 2, atMost: 1, meaning: "" },
            ],
        },
        /cannot be missed: .* the lower bound below the upper one/,
    ],
    [
        "orders where nobody orders",
        { load: { ...payment.load, mix: "browse" } },
        /orderFailureRatio needs orders, and the mix "browse" places none: take checkout/,
    ],
    [
        "orders to be shipped where nobody orders",
        {
            load: { ...payment.load, mix: "browse" },
            symptoms: [
                { figure: "unshippedOrders", atLeast: 1, meaning: "they wait" },
                ...payment.symptoms.slice(1),
                ...payment.symptoms.slice(1),
            ],
        },
        /unshippedOrders needs orders, and the mix "browse" places none: take checkout/,
    ],
    [
        "no composite of its own",
        { monitors: { ...payment.monitors, mustFire: payment.monitors.mustFire.slice(0, 2) } },
        /mustFire lacks "incident-payment"/,
    ],
    [
        "a monitor that must and may",
        { monitors: { ...payment.monitors, mayFire: ["failed-orders"] } },
        /failed-orders is in mustFire and in mayFire/,
    ],
    [
        "a monitor that is none",
        { monitors: { ...payment.monitors, mayFire: ["lost-orders"] } },
        /monitors: contract names lost-orders, which is none of the monitors/,
    ],
    [
        "a fix that serves nothing",
        { acceptedFixes: [{ ...firstFix, serves: [] }] },
        /serves nothing/,
    ],
    [
        "a response that cannot be tried",
        { acceptedFixes: [{ action: "Pray", why: "it never hurts", serves: ["response"] }] },
        /"Pray" is a response that no rehearsal can try: give its remediation, or isPeoplesWork/,
    ],
    [
        "a fix that the stack does not have",
        { acceptedFixes: [{ ...firstFix, remediation: "prayer" }] },
        /fixes: .*prayer/,
    ],
    ["no wrong fix to show", { wrongFixes: [] }, /no wrong fix has a remediation/],
    ["no prompt for detection", { prompts: payment.prompts.slice(1) }, /no prompt asks to detect/],
    [
        "a figure of one run",
        { prompts: [...payment.prompts, { skill: "assess", ask: "At 14:05?", expect: ["yes"] }] },
        /prompts: "At 14:05\?" holds a figure of one run/,
    ],
    [
        "a fact that nothing fills in",
        { prompts: [...payment.prompts, { skill: "assess", ask: "{{moon}}?", expect: ["new"] }] },
        /\{\{moon\}\} is filled in by nothing; known are startedAt/,
    ],
    ["no source", { sources: [] }, /sources: say where the numbers come from/],
    [
        "a section without a step",
        { runbook: { ...payment.runbook, assess: [] } },
        /runbook: assess has no step/,
    ],
    [
        "a step with two things to do",
        {
            runbook: {
                ...payment.runbook,
                assess: [{ say: "Look.", logs: "status:error", run: "npm run report" }],
            },
        },
        /assess, "Look\.": one thing to look at or to do a step/,
    ],
    [
        "a step with a monitor that is none",
        { runbook: { ...payment.runbook, assess: [{ say: "Look.", monitor: "lost-orders" }] } },
        /assess, "Look\.": there is no monitor lost-orders; there are /,
    ],
    [
        "a search that finds nothing",
        { runbook: { ...payment.runbook, assess: [{ say: "Look.", logs: "OOMKilled" }] } },
        /assess, "Look\.": .*OOMKilled/i,
    ],
    [
        "a command for one shell only",
        { runbook: { ...payment.runbook, assess: [{ say: "Do.", run: "kubectl get pods | wc" }] } },
        /needs a certain shell/,
    ],
    [
        "a command for a service that is none",
        {
            runbook: {
                ...payment.runbook,
                assess: [
                    { say: "Do.", run: "kubectl -n sock-shop scale deployment/pay --replicas=1" },
                ],
            },
        },
        /is neither pulumi, nor npm run, nor kubectl -n sock-shop with a Deployment/,
    ],
    [
        "a setting that is none",
        {
            runbook: {
                ...payment.runbook,
                assess: [{ say: "Do.", run: "pulumi up -c remediation=prayer" }],
            },
        },
        /assess, "Do\.": .*prayer/,
    ],
    [
        "symptoms that name no monitor",
        { diagnosis: { ...payment.diagnosis, symptoms: "payment-unavailable && lost-orders" } },
        /diagnosis: there is no monitor lost-orders/,
    ],
    [
        "symptoms of another incident, too",
        { diagnosis: { ...payment.diagnosis, symptoms: "shop-failure-rate" } },
        /diagnosis: could be taken for crash: add a symptom that crash does not show/,
    ],
    [
        "a symptom that may be unknown when nothing is amiss, excluded",
        { diagnosis: { ...payment.diagnosis, symptoms: "failed-orders && !front-end-cpu-usage" } },
        /diagnosis: front-end-cpu-usage in a composite/,
    ],
];

describe("a record that is not whole", () => {
    for (const [mistake, change, said] of mistakes) {
        it(`is told: ${mistake}`, () => {
            const record: Scenario = { ...payment, ...change };
            const missing = missingOfIncident(record, { ...scenarios, [record.id]: record });
            assert.match(missing.map(({ where, what }) => `${where}: ${what}`).join("\n"), said);
        });
    }
});
