/**
 * An agent on call, by rules: looks until something is wrong, says what, mends what its rules know,
 * and goes when users have been served for a while. Needs kubectl and what an exam sets.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { answer, kubectl } from "./access.mjs";
import { diagnose } from "./rules.mjs";
import { look } from "./shop.mjs";

/** Users' figures come every ten seconds of theirs: two minutes after a change, five in all. */
const [patience, watch] = [12, 30];

const startedAt = Date.now();
/** The shop is as the agent left it then. */
let changedAt = startedAt;
let alarmAt, cause, wellSince;
const done = [];
const tried = new Set();

async function detect({ since, sufferings }) {
    const moment = new Date(Number.isFinite(since) ? since : alarmAt).toISOString();
    const users = sufferings.length > 0 ? sufferings : ["nothing"];
    await answer({ skill: "detect", incident: true, since: moment, users });
}

async function explain({ show, service, cause }, { alerts }) {
    const evidence = alerts.map((name) => ({
        ...{ query: "GET /api/v1/monitor", showed: `${name}: Alert` },
    }));
    for (const command of show) {
        const showed = (await kubectl(...command)).trim().slice(0, 4000);
        evidence.push({ query: `kubectl ${command.join(" ")}`, showed });
    }
    await answer({ skill: "diagnose", service, cause, evidence: evidence.slice(-5) });
}

/** Who calls whom in the Sock Shop, as its architecture is published. */
const calls = { payment: "orders", shipping: "orders", rabbitmq: "shipping" };
const callerOf = (name) =>
    calls[name] ?? (/^(?!session).*-db$/.test(name) ? name.slice(0, -3) : "front-end");
const kept = { order: "orders", cart: "baskets", session: "sessions", user: "accounts" };

async function assess({ service }, { services, sufferings, failedShare, lostOrders: count }) {
    const affected = [...new Set([service, ...(sufferings.length > 0 ? [callerOf(service)] : [])])];
    const names = services.map(({ name }) => name);
    const parts = Object.keys(kept).filter((part) => service.includes(part));
    const atRisk = new Set([...parts.map((part) => kept[part]), ...(count > 0 ? ["orders"] : [])]);
    await answer({
        ...{ skill: "assess", affected, failedShare, lostOrders: { count } },
        notAffected: names.filter((name) => !affected.includes(name)),
        dataAtRisk: [...atRisk],
    });
}

async function mend({ service, fix, patches }) {
    for (const command of fix) {
        done.push(`kubectl ${command.join(" ")}`);
        await kubectl(...command);
    }
    await answer({ skill: "remediate", done });
    if (patches) {
        await answer({ skill: "prevent", patches });
    }
    const waiting = ["rollout", "status", `deployment/${service}`, "--timeout=60s"];
    await kubectl(...waiting).catch(() => undefined);
    changedAt = Date.now();
}

/** Users hold on to their connections, and so to the pod that they began with. */
const spread = ({ service }) => ({
    service,
    fix: [["rollout", "restart", `deployment/${service}`]],
});

/** Returns whether there is nothing more to do. */
async function step() {
    const seen = await look(startedAt, changedAt);
    const figures = (moment) => seen.times.filter((time) => time > moment).length;
    const isStuck = cause && seen.usersSuffer && figures(changedAt) >= patience;
    const found = diagnose(seen.services) ?? (isStuck ? spread(cause) : undefined);
    if (!alarmAt && (found || seen.usersSuffer || seen.isPaged)) {
        alarmAt = Date.now();
        await detect(seen);
    }
    if (found && !cause) {
        cause = found;
        await explain(found, seen);
        await assess(cause, seen);
    }
    const key = `${found?.service} ${found?.cause}`;
    if (found && !tried.has(key)) {
        tried.add(key);
        await mend(found);
    }
    const isWhole = seen.services.every((one) => one.isWhole);
    const isWell = cause && !found && !seen.usersSuffer && isWhole;
    wellSince = isWell ? (wellSince ?? Date.now()) : undefined;
    if (!wellSince || figures(wellSince) < patience) {
        return !alarmAt && figures(startedAt) >= watch;
    }
    await detect(seen);
    await assess(cause, seen);
    return true;
}

await answer({ skill: "detect", incident: false, users: ["nothing"] });
for (let isOver = false; !isOver; await sleep(1000)) {
    // A question that fails is asked again.
    isOver = await step().catch(({ message }) => console.log(message));
}
