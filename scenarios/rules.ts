import { names } from "../shop/names";
import { isOrder, mix } from "./load/mixes";
import { runbookSections, type RunbookStep } from "./observation";
import { type Attempt, defaultArms, runFacts, type Scenario } from "./scenario";

/** What an incident's record has to keep to; what more its monitors and pages need is not here. */
export interface RecordRule {
    /** The part of the record that it is about. */
    readonly part: string;
    /** What is wrong, what is allowed, and what to do; none when the record keeps to it. */
    readonly problems: (scenario: Scenario) => readonly string[];
}

/** Fewer tell an incident from a bad day; the guides' have three to five. */
const fewestSymptoms = 3;

/** Each is played before and during the incident, under every seed: a minute on two cores. */
const mostArms = 7;

/** Of the five that the guides name, they ask for four in each incident. */
const fewestSkills = 4;

/** What values of `incident` and columns of tables mean already. */
const takenIds: readonly string[] = ["none", "healthy"];

export const recordRules: readonly RecordRule[] = [
    { part: "id", problems: idProblems },
    {
        part: "inShort",
        problems: ({ inShort }) =>
            unless(
                inShort.length <= 95 && /^\S[^|]*[^.|]$/.test(inShort),
                "has to fit a line of a table: up to 95 characters, no bar, no full stop at its end",
            ),
    },
    {
        part: "why",
        problems: ({ why }) =>
            unless(
                /^\S.{40,320}\.$/s.test(why),
                "is three lines: a sentence or two, up to 320 characters",
            ),
    },
    { part: "load", problems: loadProblems },
    { part: "symptoms", problems: symptomProblems },
    { part: "monitors", problems: monitorProblems },
    { part: "fixes", problems: fixProblems },
    { part: "runbook", problems: runbookProblems },
    { part: "prompts", problems: promptProblems },
    {
        part: "sources",
        problems: ({ sources }) =>
            unless(sources.length > 0, "say where the numbers come from, one line each"),
    },
];

function unless(holds: boolean, problem: string): readonly string[] {
    return holds ? [] : [problem];
}

/** It becomes part of names in the cluster, of tags, files and addresses. */
function idProblems({ id }: Scenario): readonly string[] {
    return [
        ...unless(
            /^[a-z][a-z0-9]{2,15}$/.test(id),
            `"${id}" is no id: 3 to 16 lower-case letters and digits, a letter first`,
        ),
        ...unless(!takenIds.includes(id), `"${id}" means something else: take another name`),
    ];
}

function loadProblems({ load }: Scenario): readonly string[] {
    const between = (name: string, value: number, low: number, high: number): readonly string[] =>
        unless(
            Number.isInteger(value) && value >= low && value <= high,
            `${name} is ${value}; allowed are whole numbers from ${low} to ${high}`,
        );
    const unknown = [load.mix, load.publishedMix].flatMap((name) => {
        try {
            mix(name);
            return [];
        } catch (error) {
            return [(error as Error).message];
        }
    });
    return [
        ...unknown,
        ...between("users", load.users, 1, 10_000),
        ...between("spawnRate", load.spawnRate, 1, 1000),
        ...between("durationSeconds", load.durationSeconds, 30, 3600),
    ];
}

function symptomProblems({ symptoms, load }: Scenario): readonly string[] {
    const unbounded = symptoms.filter(({ atLeast, above, atMost, below }) => {
        const low = atLeast ?? above ?? -Infinity;
        const high = atMost ?? below ?? Infinity;
        return low > high || !(Number.isFinite(low) || Number.isFinite(high));
    });
    const ofOrders = symptoms.filter(({ figure }) =>
        ["orderFailureRatio", "unshippedOrders"].includes(figure),
    );
    return [
        ...unless(
            symptoms.length >= fewestSymptoms,
            `there are ${symptoms.length}; name ${fewestSymptoms} or more, also what stays whole`,
        ),
        ...unbounded.map(
            ({ figure, meaning }) =>
                `${figure} (${meaning}) cannot be missed: give it atLeast, above, atMost or ` +
                "below, the lower bound below the upper one",
        ),
        ...ofOrders
            .filter(() => !placesOrders(load.mix))
            .map(
                ({ figure }) =>
                    `${figure} needs orders, and the mix "${load.mix}" places none: take checkout`,
            ),
    ];
}

function placesOrders(name: string): boolean {
    try {
        return mix(name).tasks.some(isOrder);
    } catch {
        // Said where the load is looked at.
        return true;
    }
}

function monitorProblems({ id, monitors }: Scenario): readonly string[] {
    const { mustFire, mayFire } = monitors;
    const own = names.composite(id);
    return [
        ...unless(
            mustFire.some(({ monitor }) => monitor === own),
            `mustFire lacks "${own}", the composite that is made of the record's diagnosis`,
        ),
        ...mustFire
            .filter(({ withinSeconds }) => withinSeconds <= 0)
            .map(
                ({ monitor }) => `${monitor}: withinSeconds counts from the load's start, above 0`,
            ),
        ...mustFire
            .filter(({ monitor }) => mayFire.includes(monitor))
            .map(({ monitor }) => `${monitor} is in mustFire and in mayFire: it is one of them`),
    ];
}

const remediationsOf = (attempts: readonly Attempt[]): readonly string[] =>
    attempts.flatMap(({ remediation }) => remediation ?? []);

function fixProblems(scenario: Scenario): readonly string[] {
    const { acceptedFixes, wrongFixes } = scenario;
    const right = remediationsOf(acceptedFixes);
    const wrong = remediationsOf(wrongFixes);
    const arms = defaultArms(scenario);
    return [
        ...acceptedFixes
            .filter(({ serves }) => serves.length === 0)
            .map(({ action }) => `"${action}" serves nothing: say prevention, response or both`),
        ...acceptedFixes
            .filter(
                ({ serves, remediation, isPeoplesWork }) =>
                    serves.includes("response") && remediation === undefined && !isPeoplesWork,
            )
            .map(
                ({ action }) =>
                    `"${action}" is a response that no rehearsal can try: give its remediation, ` +
                    "or isPeoplesWork: true",
            ),
        ...[...acceptedFixes, ...wrongFixes]
            .filter(({ why }) => why.length <= 10)
            .map(({ action }) => `"${action}": say why`),
        ...unless(
            wrong.length > 0,
            "no wrong fix has a remediation: a rehearsal is to show one that does not help",
        ),
        ...wrong
            .filter((one) => right.includes(one))
            .map((one) => `remediation ${one} is both right and wrong: say what it serves`),
        ...unless(
            arms.length >= 2 && arms.length <= mostArms,
            `a rehearsal would try ${arms.length} fixes (${arms.join(" ")}); 2 to ${mostArms} are ` +
                "what people wait for",
        ),
    ];
}

function runbookProblems({ runbook }: Scenario): readonly string[] {
    return runbookSections.flatMap((section) => {
        const steps: readonly RunbookStep[] = runbook[section];
        return [
            ...unless(steps.length > 0, `${section} has no step: write one at least`),
            ...steps
                .filter(
                    ({ monitor, logs, events, run }) =>
                        [monitor, logs, events, run].filter((one) => one !== undefined).length > 1,
                )
                .map(({ say }) => `${section}, "${say}": one thing to look at or to do a step`),
        ];
    });
}

/** A time of day, or an order's id: of one run, and so of no other. */
const ofOneRun = /\b\d\d:\d\d\b|\b[0-9a-f]{24}\b/;

function promptProblems({ prompts }: Scenario): readonly string[] {
    const texts = prompts.flatMap(({ ask, expect }) => [ask, ...expect]);
    const named = texts.flatMap((text) =>
        [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, fact]) => fact ?? ""),
    );
    const known: readonly string[] = runFacts;
    const asked = new Set(prompts.map(({ skill }) => skill));
    return [
        ...(["detect", "diagnose"] as const)
            .filter((skill) => !asked.has(skill))
            .map((skill) => `no prompt asks to ${skill}: write one`),
        ...unless(
            asked.size >= fewestSkills,
            `the prompts ask for ${[...asked].join(", ")}; ask for ${fewestSkills} of ` +
                runbookSections.join(", "),
        ),
        ...prompts
            .filter(({ expect }) => expect.length === 0)
            .map(({ ask }) => `"${ask}" expects nothing: say what a right answer contains`),
        ...texts
            .filter((text) => ofOneRun.test(text))
            .map((text) => `"${text}" holds a figure of one run: write {{startedAt}} or the like`),
        ...named
            .filter((fact) => !known.includes(fact))
            .map((fact) => `{{${fact}}} is filled in by nothing; known are ${known.join(", ")}`),
        ...unless(named.length > 0, "no prompt leaves a figure to the run, like {{startedAt}}"),
    ];
}
