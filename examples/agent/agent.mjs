/**
 * An agent on call, by rules: looks until something is wrong, says what, mends what its rules know,
 * and goes when users have been served for a while. Needs kubectl and what an exam sets.
 */
import { setTimeout as sleep } from "node:timers/promises";

import { answer, kubectl } from "./access.mjs";
import { diagnose } from "./rules.mjs";
import { look } from "./shop.mjs";

/** Users' figures come every ten seconds of theirs: two minutes. */
const patience = 12;

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

async function show({ show: commands }, { alerts }) {
    const evidence = [];
    for (const command of commands) {
        const showed = (await kubectl(...command)).trim().slice(0, 4000);
        evidence.push({ query: `kubectl ${command.join(" ")}`, showed });
    }
    const showed = alerts.map((name) => `${name}: Alert`).join("\n");
    return showed === "" ? evidence : [...evidence, { query: "GET /api/v1/monitor", showed }];
}

/** Who calls whom in the Sock Shop, as its architecture is published. */
const calls = { payment: "orders", shipping: "orders", rabbitmq: "shipping" };
const callerOf = (name) =>
    calls[name] ?? (/^(?!session).*-db$/.test(name) ? name.slice(0, -3) : "front-end");
const kept = { order: "orders", cart: "baskets", session: "sessions", user: "accounts" };

async function assess({ service }, { services, sufferings, failedShare, lostOrders: count }) {
    const harmed = sufferings.length > 0 ? [callerOf(service)] : [];
    const affected = [...new Set([service, ...harmed])];
    const names = services.map(({ name }) => name);
    const data = Object.entries(kept).filter(([part]) => service.includes(part));
    const dataAtRisk = [...data.map(([, kind]) => kind), ...(count > 0 ? ["orders"] : [])];
    await answer({
        ...{ skill: "assess", affected, failedShare, lostOrders: { count } },
        notAffected: names.filter((name) => !affected.includes(name)),
        dataAtRisk: [...new Set(dataAtRisk)],
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
    ...{ service, fix: [["rollout", "restart", `deployment/${service}`]] },
});

/** Returns whether there is nothing more to do. */
async function step() {
    const seen = await look(startedAt, changedAt);
    const isLongAgo = (moment) => seen.times.filter((time) => time > moment).length >= patience;
    const isStuck = cause !== undefined && seen.usersSuffer && isLongAgo(changedAt);
    const found = diagnose(seen.services) ?? (isStuck ? spread(cause) : undefined);
    if (alarmAt === undefined && (found || seen.usersSuffer || seen.isPaged)) {
        alarmAt = Date.now();
        await detect(seen);
    }
    if (found && cause === undefined) {
        cause = found;
        const evidence = await show(found, seen);
        await answer({ skill: "diagnose", service: found.service, cause: found.cause, evidence });
        await assess(cause, seen);
    }
    const key = `${found?.service} ${found?.cause}`;
    if (found && !tried.has(key)) {
        tried.add(key);
        await mend(found);
    }
    const isWhole = seen.services.every((one) => one.isWhole);
    const isWell = cause !== undefined && !found && !seen.usersSuffer && isWhole;
    wellSince = isWell ? (wellSince ?? Date.now()) : undefined;
    if (!isWell || !isLongAgo(wellSince)) {
        return false;
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
