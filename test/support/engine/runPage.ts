/** Writes docs/engine-run.md: what was run against the real engine, and how it went. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { format, resolveConfig } from "prettier";

import { checkout } from "./projectCopy";
import type { Range } from "./range";
import type { RecordedRun } from "./runRecord";

export async function writePage(range: Range): Promise<void> {
    const file = join(checkout, "docs", "engine-run.md");
    const { gitVersion } = (await range.api.get("/version")) as { readonly gitVersion: string };
    const options = (await resolveConfig(file)) ?? {};
    mkdirSync(join(checkout, "docs"), { recursive: true });
    writeFileSync(file, await format(pageText(range, gitVersion), { ...options, filepath: file }));
}

function pageText({ engine, record }: Range, kubernetesVersion: string): string {
    const minutes = Math.round((Date.now() - record.startedAt.getTime()) / 60_000);
    const versions = {
        ...engine.versions,
        Kubernetes: kubernetesVersion,
        Node: process.version,
    };
    const note = process.env.ENGINE_RUN_NOTE ?? "";
    return [
        "# A run on the real engine",
        "",
        "Written by `npm run test:e2e` when all of it has passed; do not edit.",
        "",
        `${record.startedAt.toISOString().slice(0, 10)}, ${minutes} minutes. ` +
            Object.entries(versions)
                .map(([name, version]) => `${name} ${version}`)
                .join(", ") +
            " (each as it reports itself).",
        ...(note === "" ? [] : ["", note]),
        "",
        ...scope,
        ...chapters(record.runs),
        ...datadog(record.holdings),
        "## What refused settings said",
        "",
        ...[...new Set(record.refusals)].map((reason) => `- ${escaped(reason)}`),
        "",
    ].join("\n");
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

function chapters(runs: readonly RecordedRun[]): readonly string[] {
    const titles = [...new Set(runs.map(({ chapter }) => chapter))];
    return titles.flatMap((title) => {
        const own = runs.filter(({ chapter }) => chapter === title);
        return [
            `## ${title.charAt(0).toUpperCase()}${title.slice(1)}`,
            "",
            "| what | command | s | + | ~ | ± | − |",
            "| --- | --- | --: | --: | --: | --: | --: |",
            ...own.map((run, index) => row(run, own[index - 1]?.test)),
            "",
        ];
    });
}

function row({ test, command, update }: RecordedRun, previous: string | undefined): string {
    const { created, updated, replaced, deleted } = update.counts;
    const failed = update.errors.length > 0 ? " (refused)" : "";
    const cells = [
        test === previous ? "" : escaped(test),
        `\`${command}\`${failed}`,
        update.seconds.toFixed(1),
        ...[created, updated, replaced, deleted].map(String),
    ];
    return `| ${cells.join(" | ")} |`;
}

function escaped(text: string): string {
    return text.replace(/[|*_<>[\]]/g, "\\$&");
}
