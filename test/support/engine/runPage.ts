/** Writes docs/engine-run.md: what was run against the real engine, and how it went. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { type KeptChapter, keptChapter } from "./chapterStore";
import { checkout } from "./projectCopy";
import type { RecordedRun } from "./runRecord";

/**
 * From what every chapter has shown when it last passed; those that have not are named.
 *
 * @param titles of the chapters, in their order
 */
export async function writePage(titles: readonly string[]): Promise<void> {
    const kept = titles.flatMap((title) => keptChapter(title) ?? []);
    const file = join(checkout, "docs", "engine-run.md");
    const options = (await resolveConfig(file)) ?? {};
    mkdirSync(join(checkout, "docs"), { recursive: true });
    writeFileSync(file, await format(pageText(titles, kept), { ...options, filepath: file }));
}

function pageText(titles: readonly string[], kept: readonly KeptChapter[]): string {
    const missing = titles.filter((title) => kept.every((chapter) => chapter.title !== title));
    const note = process.env.ENGINE_RUN_NOTE ?? "";
    return [
        "# A run on the real engine",
        "",
        "Written by `npm run test:e2e`, from the last run of each chapter; do not edit. A chapter",
        "is here only if every one of its tests has passed.",
        "",
        `${minutes(kept)} minutes in all. ${versions(kept)} (each as it reports itself).`,
        ...(missing.length === 0 ? [] : ["", `**Not seen:** ${missing.map(escaped).join("; ")}.`]),
        ...(note === "" ? [] : ["", note]),
        "",
        ...scope,
        ...kept.flatMap(chapterText),
        ...datadog(kept.flatMap(({ holdings }) => holdings)),
        "## What refused settings said",
        "",
        ...[...new Set(kept.flatMap(({ refusals }) => refusals))].map(
            (reason) => `- ${escaped(reason)}`,
        ),
        "",
    ].join("\n");
}

function minutes(kept: readonly KeptChapter[]): number {
    return Math.round(kept.reduce((sum, chapter) => sum + chapter.minutes, 0));
}

/** Each version once, and each part once unless chapters were run on several versions of it. */
function versions(kept: readonly KeptChapter[]): string {
    const all = kept.flatMap((chapter) => Object.entries(chapter.versions));
    return [...new Set(all.map((pair) => pair.join(" ")))].join(", ");
}

const scope = [
    "On a range (`npm run range`) at ten times the speed of the clock: the control plane is real (API",
    "server, controllers, scheduler); pods, users and Locust are simulated. So this shows what the engine",
    "does to the objects of a shop under load, when it returns, and what the shop makes of it. It does",
    "**not** show real containers: see [the real node](node-run.md). The simulated host is one on which",
    "750 users do not break the front-end; a whole incident is test/e2e/range.spec.ts. Each row is one run",
    "of the CLI: seconds from its start to its end, then resources created, updated, replaced and",
    "deleted, components aside. After every recovery the canonical hash of all specs was equal",
    "to that of the healthy shop.",
    "",
];

function datadog(holdings: readonly string[]): readonly string[] {
    return holdings.length === 0
        ? []
        : [
              "## What the Datadog account held",
              "",
              "The provider is real; the account is a stand-in of Datadog's API on loopback.",
              "",
              ...holdings.map((line) => `- ${escaped(line)}`),
              "",
          ];
}

function chapterText(chapter: KeptChapter): readonly string[] {
    const { title, startedAt, runs } = chapter;
    return [
        `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
        "",
        `${startedAt.slice(0, 16).replace("T", " ")} UTC, ${chapter.minutes.toFixed(1)} minutes ` +
            "with what is looked at and waited for.",
        "",
        "| what | command | s | + | ~ | ± | − |",
        "| --- | --- | --: | --: | --: | --: | --: |",
        ...runs.map((run, index) => row(run, runs[index - 1]?.test)),
        "",
    ];
}

function row(
    { test, command, seconds, counts, wasRefused }: RecordedRun,
    previous: string | undefined,
): string {
    const { created, updated, replaced, deleted } = counts;
    const failed = wasRefused ? " (refused)" : "";
    const cells = [
        test === previous ? "" : escaped(test),
        `\`${command}\`${failed}`,
        seconds.toFixed(1),
        ...[created, updated, replaced, deleted].map(String),
    ];
    return `| ${cells.join(" | ")} |`;
}

function escaped(text: string): string {
    return text.replace(/[|*_<>[\]]/g, "\\$&");
}
