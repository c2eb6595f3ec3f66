/**
 * An agent on call, by rules: looks until something is wrong, says what, mends what its rules know, and
 * goes when users are served or nothing is left to try. Needs kubectl and what an exam sets.
 */
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

import { diagnose } from "./rules.mjs";
import { kubectl, look } from "./shop.mjs";

/** Users' figures come every ten seconds of theirs: two minutes after a change, five in all. */
const [patience, watch] = [12, 30];

/** Who calls whom, where it is not the front-end, and what is kept where. */
const callers = { payment: "orders", shipping: "orders", "catalogue-db": "catalogue" };
const keeps = { carts: "baskets", "session-db": "sessions", "queue-master": "messages" };

const startedAt = Date.now();
/** The shop is as the agent left it then. */
let changedAt = startedAt;
let alarmAt, toldAt, cause, wellSince;
const [done, mended] = [[], new Set()];

function answer(content) {
    const line = JSON.stringify(content);
    console.log(new Date().toISOString(), line);
    appendFileSync(process.env.ANSWERS_FILE, `${line}\n`);
}

/** The last answer counts: figures grow while users suffer. */
function tell({ since, sufferings, services, failedShare, lostOrders }) {
    toldAt = Date.now();
    alarmAt ??= toldAt;
    const moment = new Date(Number.isFinite(since) ? since : alarmAt).toISOString();
    const users = sufferings.length > 0 ? sufferings : ["nothing"];
    answer({ skill: "detect", incident: true, since: moment, users });
    const place = cause?.service;
    const harmed = sufferings.length > 0 && (callers[place] ?? "front-end");
    const names = services.map(({ name }) => name);
    const affected = names.filter((name) => name === place || name === harmed);
    const notAffected = names.filter((name) => !affected.includes(name));
    const risks = [keeps[place], lostOrders.count > 0 && "orders"].filter(Boolean);
    const dataAtRisk = [...new Set(risks)];
    answer({ skill: "assess", affected, notAffected, failedShare, lostOrders, dataAtRisk });
}

async function explain({ show, service, cause }, alerts) {
    const evidence = alerts.map((name) => ({ query: "monitors", showed: `${name}: Alert` }));
    for (const command of show) {
        const showed = (await kubectl(command)).slice(0, 4000);
        evidence.push({ query: `kubectl ${command}`, showed });
    }
    answer({ skill: "diagnose", service, cause, evidence: evidence.slice(-5) });
}

async function mend({ service, fix, patches }) {
    for (const command of fix) {
        await kubectl(command);
        done.push(`kubectl ${command}`);
    }
    mended.add(service);
    answer({ skill: "remediate", done });
    if (patches) {
        answer({ skill: "prevent", patches });
    }
    await kubectl(`rollout status deployment ${service} --timeout=60s`).catch(() => undefined);
    changedAt = Date.now();
}

/** Returns whether there is nothing more to do. */
async function step() {
    const seen = await look(startedAt, changedAt);
    const figures = (moment) => seen.times.filter((time) => time > moment).length;
    const found = diagnose(seen);
    const isCause = found && !cause;
    cause ??= found;
    const isWhole = seen.services.every((one) => one.isWhole);
    const isWell = cause && !found && !seen.usersSuffer && isWhole;
    wellSince = isWell ? (wellSince ?? Date.now()) : undefined;
    const isAtItsEnd = mended.size > 0 && figures(changedAt) >= watch;
    const isOver = figures(wellSince) >= patience || isAtItsEnd;
    if (isCause || isOver || (alarmAt ? figures(toldAt) >= patience : seen.usersSuffer)) {
        tell(seen);
    }
    if (cause && mended.size === 0) {
        await explain(cause, seen.alerts);
    }
    if (found && !mended.has(found.service)) {
        await mend(found);
    }
    return isOver || (!alarmAt && figures(startedAt) >= watch);
}

answer({ skill: "detect", incident: false, users: ["nothing"] });
for (let isOver = false; !isOver; await sleep(1000)) {
    // A question that fails is asked again.
    isOver = await step().catch(({ message }) => console.log(message));
}
