/** A service in the map. */
import type { AnswerView, PodView, WorkloadView } from "../../messages";
import { h, Keyed, set, write, type Row } from "../dom";
import { clockTime, duration, span } from "../format";
import { live } from "../live";
import { podSigns, type Tone } from "../states";

export interface CardContent {
    readonly name: string;
    /** Undefined: there is no such Deployment. */
    readonly workload: WorkloadView | undefined;
    /** Whether the API server has been heard of at all. */
    readonly isKnown: boolean;
    readonly answer: AnswerView | undefined;
}

/** How a Deployment is, from its pods. */
export function healthOf(workload: WorkloadView | undefined): readonly [string, Tone] {
    if (workload === undefined) {
        return ["not there", "bad"];
    }
    const { ready, wanted, pods } = workload;
    const words = `${ready}/${wanted} ready`;
    if (wanted === 0) {
        return ["scaled to 0", "bad"];
    }
    if (pods.some(({ condition }) => condition === "waiting" || condition === "failed")) {
        return [words, "bad"];
    }
    if (ready >= wanted) {
        return [words, "good"];
    }
    return [words, pods.some(({ condition }) => condition === "unready") ? "warn" : "busy"];
}

/** Names of the pods that are not as they should be say why; the others are signs only. */
function podRow(): Row<PodView> {
    const sign = h("span", { "aria-hidden": "true" });
    const text = h("span", { class: "words" });
    const restarts = h("span", { class: "restarts" });
    const element = h("li", { class: "pod" }, sign, text, restarts);
    return {
        element,
        update: (pod) => {
            const [shape, tone] = podSigns[pod.condition];
            write(sign, shape);
            set(sign, { class: `sign ${tone}` });
            write(text, pod.condition === "ready" ? "" : pod.says);
            write(restarts, pod.restarts === 0 ? "" : `↻${pod.restarts}`);
            set(element, { title: podTitle(pod), "aria-label": podTitle(pod) });
        },
    };
}

function podTitle({ name, says, restarts, lastEnd, startedAt }: PodView): string {
    const age = startedAt === undefined ? "" : `, ${span(live.now - startedAt)} old`;
    const ends = restarts === 0 ? "" : `, ${restarts} restarts${lastEnd ? ` (${lastEnd})` : ""}`;
    return `${name}: ${says}${age}${ends}`;
}

/** What a visitor of it would see. */
export function answerWords(answer: AnswerView | undefined): readonly [string, Tone] {
    if (answer === undefined) {
        return ["", "none"];
    }
    const { path, status, milliseconds, failure } = answer;
    if (status === undefined) {
        return [`${path}: ${failure ?? "no answer"}`, "bad"];
    }
    const took = duration(milliseconds / 1000);
    const tone = status >= 500 ? "bad" : status >= 400 || milliseconds > 1000 ? "warn" : "good";
    return [`${path} ${status} in ${took}`, tone];
}

/** @param chosen called when somebody wants to see its logs. */
export function card(
    name: string,
    isPart: boolean,
    chosen: (service: string) => void,
): Row<CardContent> {
    const health = h("span", { class: "health" });
    const title = h("button", { type: "button", title: `Logs of ${name}` }, name);
    const pods = h("ul", { class: "pods", "aria-label": `Pods of ${name}` });
    const answer = h("p", { class: "answer" });
    const limits = h("p", { class: "limits" });
    const element = h(
        "article",
        { class: isPart ? "card part" : "card", "data-service": name },
        h("header", {}, title, health),
        pods,
        ...(isPart ? [] : [answer, limits]),
    );
    title.addEventListener("click", () => {
        chosen(name);
    });
    const list = new Keyed<PodView>(pods, (pod) => pod.name, podRow);
    return {
        element,
        update: ({ workload, answer: said, isKnown }) => {
            const [words, tone] = isKnown ? healthOf(workload) : (["…", "none"] as const);
            write(health, words);
            set(health, { class: `health ${tone}` });
            set(element, { "data-tone": tone });
            list.show(workload?.pods ?? []);
            const [text, answerTone] = answerWords(said);
            write(answer, text);
            set(answer, {
                class: `answer ${answerTone}`,
                title: said === undefined ? "" : `Asked at ${clockTime(said.askedAt)}: ${text}`,
            });
            write(limits, limitWords(workload));
        },
    };
}

function limitWords(workload: WorkloadView | undefined): string {
    if (workload === undefined) {
        return "";
    }
    const { cpuLimit, memoryLimit, autoscaler } = workload;
    return [
        cpuLimit === undefined ? "" : `${cpuLimit} CPU`,
        memoryLimit ?? "",
        autoscaler === undefined
            ? ""
            : `HPA ${autoscaler.min}–${autoscaler.max}: ${autoscaler.current} → ${autoscaler.desired}`,
    ]
        .filter((part) => part !== "")
        .join(" · ");
}
