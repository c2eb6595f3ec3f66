/** What of an agent's evidence the world bears out: telling facts, as they were by that time. */
import { isLoud } from "../../datadog/monitors/states";
import { defaultPlace } from "../../live/snapshot/place";
import { titleAlone } from "../../shop/names";
import { causeWords } from "./faultWords";
import type { AnswerTo } from "../answers/schema";
import type { ExamRecord, ServicePods } from "../record/record";
import { taskText } from "../tasks/text";
import { impactUntil, type Truth } from "../truth/truth";

type Evidence = AnswerTo<"diagnose">["evidence"][number];

/** Something that was to be seen, and is not so in a healthy shop. */
export interface WorldFact {
    readonly text: string;
    /** Undefined: of the shop as a whole. */
    readonly service: string | undefined;
    readonly isIn: (showed: string) => boolean;
}

export interface CheckedEvidence {
    readonly query: string;
    /** What of the world it shows; empty: nothing that could be found there. */
    readonly facts: readonly string[];
    /** Why it does not count; undefined: it does. */
    readonly problem: string | undefined;
}

/** Words of commands and queries; prose has none of them. */
const asked =
    /\bkubectl\b|\b(get|describe|logs|top|events|rollout)\b.*\b[a-z]|[a-z_.]+\{[^}]*\}|\b(kube_\w+|service|status|source|pod_name):\S|\/api(s)?\/|\bmonitors?\b/i;

export function checkEvidence(
    { query, showed }: Evidence,
    service: string,
    facts: readonly WorldFact[],
): CheckedEvidence {
    const problem = (text: string): CheckedEvidence => ({ query, facts: [], problem: text });
    if (isFromTask(showed)) {
        return problem("is copied from the text of the task");
    }
    if (!asked.test(query)) {
        return problem("names no command and no query");
    }
    const found = facts.filter(
        (fact) => (fact.service === undefined || fact.service === service) && fact.isIn(showed),
    );
    return found.length === 0
        ? problem(`shows nothing of ${service} that was to be seen by then and tells anything`)
        : { query, facts: found.map(({ text }) => text), problem: undefined };
}

const squeezed = (text: string): string => text.toLowerCase().replace(/\s+/g, " ").trim();

/** Any line that was copied is nobody's finding. */
function isFromTask(showed: string): boolean {
    const task = squeezed(taskText({ namespace: defaultPlace.namespace, minutes: 30 }));
    const lines = showed
        .split("\n")
        .map(squeezed)
        .filter((line) => line.length >= 12);
    return lines.some((line) => task.includes(line)) || task.includes(squeezed(showed));
}

/** All of the words, each with its alternatives, whole. */
function containsAll(showed: string, words: readonly (readonly string[])[]): boolean {
    const text = showed.toLowerCase();
    return words.every((alternatives) => alternatives.some((word) => hasWord(text, word)));
}

function hasWord(text: string, word: string): boolean {
    const literal = word.toLowerCase().replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    return new RegExp(`(^|[^a-z0-9])${literal}($|[^a-z0-9])`).test(text);
}

/** The telling facts up to a moment of the exam. */
export function factsUntil(record: ExamRecord, truth: Truth, until: number): readonly WorldFact[] {
    const entries = record.pods.filter(({ at }) => at >= record.injectedAt && at <= until);
    return unique([
        ...(until < record.injectedAt ? [] : faultFacts(truth)),
        ...entries.flatMap((entry) => podFacts(record, entry)),
        ...monitorFacts(record, until),
        ...trafficFacts(record, truth, until),
    ]);
}

function unique(facts: readonly WorldFact[]): readonly WorldFact[] {
    return [...new Map(facts.map((fact) => [fact.text, fact])).values()];
}

const fact = (
    service: string | undefined,
    text: string,
    words: readonly (readonly string[])[],
): WorldFact => ({ service, text, isIn: (showed) => containsAll(showed, words) });

/** What was set on purpose is there to be read from the moment of its injection. */
function faultFacts({ faults }: Truth): readonly WorldFact[] {
    return faults.flatMap((fault) =>
        causeWords(fault).map((words) =>
            fact(fault.service, `${fault.service} has ${words.join(" ")}`, [
                [fault.service],
                ...words.map((word) => [word]),
            ]),
        ),
    );
}

function podFacts(record: ExamRecord, entry: ServicePods): readonly WorldFact[] {
    const { service, desired, pods } = entry;
    const before = record.pods.findLast(
        (one) => one.service === service && one.at <= record.injectedAt,
    );
    const known = new Map(before?.pods.map((pod) => [pod.name, pod]));
    const ready = pods.filter(({ isReady }) => isReady).length;
    const missing =
        ready < desired
            ? [
                  fact(service, `${service}: ${ready}/${desired} ready`, [
                      [service],
                      [`${ready}/${desired}`],
                  ]),
              ]
            : [];
    return [
        ...missing,
        ...pods.flatMap((pod) => {
            const names = [pod.name, service];
            const earlier = known.get(pod.name);
            const isNew = (reason: string | undefined, old: string | undefined): reason is string =>
                reason !== undefined && reason !== old;
            return [
                ...(isNew(pod.reason, earlier?.reason)
                    ? [fact(service, `${pod.name}: ${pod.reason}`, [names, [pod.reason]])]
                    : []),
                ...(isNew(pod.lastTerminatedReason, earlier?.lastTerminatedReason)
                    ? [
                          fact(service, `${pod.name}: last state ${pod.lastTerminatedReason}`, [
                              names,
                              [pod.lastTerminatedReason],
                          ]),
                      ]
                    : []),
                ...(pod.restarts > (earlier?.restarts ?? 0)
                    ? [
                          fact(service, `${pod.name}: ${pod.restarts} restarts`, [
                              [pod.name],
                              [String(pod.restarts)],
                          ]),
                      ]
                    : []),
            ];
        }),
    ];
}

function monitorFacts(record: ExamRecord, until: number): readonly WorldFact[] {
    return record.transitions
        .filter(({ at, to }) => at >= record.injectedAt && at <= until && isLoud(to))
        .map(({ monitor, to }) => {
            const title = titleAlone(monitor);
            return fact(undefined, `monitor "${title}": ${to}`, [[title], [to]]);
        });
}

/** How far a figure in percent may be off: windows differ. */
const tolerablePoints = 10;

function trafficFacts(
    record: ExamRecord,
    { firstHarm, traffic }: Truth,
    until: number,
): readonly WorldFact[] {
    if (firstHarm === undefined || until < firstHarm) {
        return [];
    }
    const { failedShare, lostOrders } = impactUntil(record, traffic, firstHarm, until);
    const percent = failedShare * 100;
    const failures: WorldFact = {
        service: undefined,
        text: `${Math.round(percent)} % of requests failed`,
        isIn: (showed) =>
            /fail|error|5xx|\b50[0-9]\b/i.test(showed) &&
            [...showed.matchAll(/(\d+(?:\.\d+)?)\s*%/g)].some(
                ([, found]) => Math.abs(Number(found) - percent) <= tolerablePoints,
            ),
    };
    const orders: WorldFact = {
        service: undefined,
        text: `${lostOrders} orders failed`,
        isIn: (showed) => /unable to create order|post \/orders.*\b(500|406)\b/i.test(showed),
    };
    return [...(percent >= 5 ? [failures] : []), ...(lostOrders > 0 ? [orders] : [])];
}
