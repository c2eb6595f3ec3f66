import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { v1 } from "@datadog/datadog-api-client";
import { type OptionFate, optionFates } from "../../../../datadog/monitors/monitorOptions";
import { evidence } from "./support/evidence";
import { line } from "./support/watch";

interface Model {
    getAttributeTypeMap(): Readonly<Record<string, { readonly baseName: string }>>;
}

/** The fields of a model, as the API spells them. */
function fieldsOf(model: Model, prefix = ""): readonly string[] {
    return Object.values(model.getAttributeTypeMap())
        .map(({ baseName }) => baseName)
        .filter((name) => name !== "additionalProperties")
        .map((name) => prefix + name);
}

/** Of what has fields of its own, each of these is decided. */
const divided: Readonly<Record<string, Model>> = {
    thresholds: v1.MonitorThresholds,
    scheduling_options: v1.MonitorOptionsSchedulingOptions,
};

const official = fieldsOf(v1.MonitorOptions).flatMap((name) => {
    const model = divided[name];
    return model === undefined ? [name] : fieldsOf(model, `${name}.`);
});

const ofFate = (wanted: OptionFate["fate"]): readonly string[] =>
    Object.entries(optionFates)
        .filter(([, { fate }]) => fate === wanted)
        .map(([name]) => name);

const run = evidence({ seconds: 120 });

/** A monitor with an option, as an export has it. */
const withOption = (name: string, value: unknown): Parameters<typeof line>[1] => {
    const [outer = "", inner] = name.split(".");
    return {
        query: "avg(last_1m):avg:m{*} > 1",
        options: { [outer]: inner === undefined ? value : { [inner]: value } },
    };
};

describe("the options of a monitor", () => {
    it("are decided one by one, those of Datadog's official model and no others", () => {
        assert.deepEqual(Object.keys(optionFates).sort(), [...official].sort());
    });

    ofFate("refused").forEach((name) => {
        it(`are refused by name where they are ${name}`, () => {
            assert.throws(
                () => line(run, withOption(name, "anything")),
                (error: Error) =>
                    error.message.startsWith(
                        `Monitor 1000 ("Monitor 0"): option ${name} is not supported: `,
                    ),
            );
        });

        it(`are read where they only name ${name} and ask for nothing`, () => {
            [null, {}, [], { recurrences: [] }, { day_starts: null }].forEach((value) => {
                assert.equal(line(run, withOption(name, value)), "nn");
            });
        });
    });

    it("are told together with whatever else is wrong with other monitors", () => {
        const other = { id: 7, query: "avg(last_5m):avg:m{*}.weighted() > 1" };
        assert.throws(
            () => line(run, withOption("scheduling_options.custom_schedule", { x: 1 }), [other]),
            /option scheduling_options\.custom_schedule(.|\n)*modifier \.weighted/,
        );
    });

    ["30m", "4d", "1x", "soon"].forEach((text) => {
        it(`are refused where groups are to be kept for ${text}, which Datadog does not take`, () => {
            assert.throws(
                () => line(run, withOption("group_retention_duration", text)),
                new RegExp(`option group_retention_duration is "${text}", and Datadog keeps`),
            );
        });
    });

    it("are listed for users: evaluated, irrelevant with the reason, or refused", () => {
        const page = readFileSync(join(__dirname, "../../../../docs/monitor-tests.md"), "utf8");
        const cells = page
            .split("\n")
            .filter((row) => row.startsWith("|"))
            .map((row) => row.split("|").map((cell) => cell.trim()));
        const named = new Map<string, object>();
        for (const [, names = "", fate = "", why = ""] of cells) {
            for (const [, name = ""] of names.matchAll(/`([a-z_.]+)`/g)) {
                named.set(name, { fate, why });
            }
        }
        const options = [...named].filter(([name]) => official.includes(name));
        assert.deepEqual(Object.fromEntries(options), optionFates);
    });
});
