/** What users get now: from their own statistics, from the server, and by asking like one. */
import type { AnswerView, ClusterView } from "../messages";
import { type Question, timeseriesOf } from "./api";
import { byId, h, set, write } from "./dom";
import { duration, short, span } from "./format";
import { live } from "./live";
import { answerWords } from "./map/card";
import { sparkline } from "./sparkline";
import type { Tone } from "./states";

const shownSeconds = 900;
/** After that a value is one of the past: the agent sends every 15 s. */
const freshSeconds = 90;

interface Figure {
    readonly id: string;
    readonly label: string;
    readonly question: (namespace: string) => Question;
    readonly words: (value: number) => string;
    readonly tone: (value: number) => Tone;
    readonly without: string;
}

const metric = (name: string, query: string): object => ({ data_source: "metrics", name, query });

/** The same metrics and limits as the stack's monitors have: 5 % failures, one second. */
const figures: readonly Figure[] = [
    {
        id: "requests",
        label: "Requests of users",
        question: (namespace) => ({
            queries: [
                metric("q", `avg:sockshop.users.requests_per_second{kube_namespace:${namespace}}`),
            ],
            formulas: [{ formula: "q" }],
        }),
        words: (value) => `${short(value)} /s`,
        tone: () => "none",
        without: "no load",
    },
    {
        id: "failed",
        label: "Failing of them",
        question: (namespace) => ({
            queries: ["failures", "requests"].map((name) =>
                metric(name, `avg:sockshop.users.${name}_per_second{kube_namespace:${namespace}}`),
            ),
            formulas: [{ formula: "failures / requests" }],
        }),
        words: (value) => `${short(value * 100)} %`,
        tone: (value) => (value > 0.05 ? "bad" : value > 0.02 ? "warn" : "good"),
        without: "no load",
    },
    {
        id: "p95",
        label: "Front-end's P95",
        question: (namespace) => ({
            queries: [
                metric(
                    "q",
                    `p95:sockshop.request_duration_seconds{kube_namespace:${namespace},` +
                        "kube_container_name:front-end}",
                ),
            ],
            formulas: [{ formula: "q" }],
        }),
        words: duration,
        tone: (value) => (value > 1 ? "bad" : value > 0.5 ? "warn" : "good"),
        without: "nothing served",
    },
];

export function startUsers(): void {
    const section = byId("users");
    const shown = figures.map((figure) => tile(figure.id, figure.label));
    const asked = tile("asked", "A visitor now");
    const load = tile("load", "Load");
    section.append(load.element, ...shown.map(({ element }) => element), asked.element);

    let namespace = "";
    let drawnUntil: number | undefined;
    live.on("welcome", (welcome) => {
        namespace = welcome.namespace;
    });
    live.on("pulse", ({ metricsUntil }) => {
        if (metricsUntil !== drawnUntil) {
            drawnUntil = metricsUntil;
            figures.forEach((figure, at) => {
                void refresh(figure, namespace, shown[at]);
            });
        }
    });
    live.on("cluster", ({ answers, loads }) => {
        showAnswer(asked, answers["front-end"]);
        showLoad(load, loads[0]);
    });
}

interface Tile {
    readonly element: HTMLElement;
    readonly value: HTMLElement;
    readonly note: HTMLElement;
}

function tile(id: string, label: string): Tile {
    const value = h("strong", {}, "–");
    const note = h("span", { class: "note" });
    const element = h("div", { class: "tile", id: `now-${id}` }, h("span", {}, label), value, note);
    return { element, value, note };
}

async function refresh(figure: Figure, namespace: string, shown: Tile | undefined): Promise<void> {
    if (shown === undefined) {
        return;
    }
    const until = live.now;
    const from = until - shownSeconds;
    try {
        const { times, series } = await timeseriesOf(figure.question(namespace), from, until, 15);
        const values = series[0]?.values ?? [];
        const last = values.findLastIndex((value) => value !== null);
        const value = values[last];
        const isFresh = last >= 0 && until - (times[last] ?? 0) < freshSeconds;
        const isThere = isFresh && value !== null && value !== undefined;
        write(shown.value, isThere ? figure.words(value) : figure.without);
        set(shown.value, { class: isThere ? figure.tone(value) : "none" });
        shown.note.replaceChildren(sparkline(times, values, from, until));
    } catch (error) {
        write(shown.value, "–");
        write(shown.note, (error as Error).message);
    }
}

function showAnswer({ value, note }: Tile, answer: AnswerView | undefined): void {
    const [, tone] = answerWords(answer);
    set(value, { class: tone });
    if (answer === undefined) {
        write(value, "–");
        write(note, "not asked yet");
        return;
    }
    const { path, status, milliseconds, failure } = answer;
    write(
        value,
        status === undefined ? "no answer" : `${status} in ${duration(milliseconds / 1000)}`,
    );
    write(note, `${path}${failure === undefined ? "" : `: ${failure}`}`);
}

function showLoad({ value, note }: Tile, load: ClusterView["loads"][number] | undefined): void {
    const isOn = load !== undefined && load.state !== "ended";
    const users = load?.users === undefined ? "" : `${load.users} users`;
    write(value, isOn ? users || load.state : "none");
    set(value, { class: "none" });
    const since = load?.startedAt;
    const ended = load?.endedAt;
    write(
        note,
        isOn
            ? since === undefined
                ? load.state
                : `for ${span(live.now - since)}`
            : ended === undefined
              ? ""
              : `the last ended ${span(live.now - ended)} ago`,
    );
}
