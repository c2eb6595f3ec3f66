import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { logViews } from "../../../../components/observability/catalogue/logViews";
import { SavedViews, savedViewUrl } from "../../../../components/observability/SavedViews";
import { scenarios } from "../../../../scenarios/registry";

const scope = { namespace: "sock-shop", blind: false };
const views = logViews(scope, Object.values(scenarios));

interface Made {
    readonly name: string;
    readonly props: Readonly<Record<string, unknown>>;
    readonly options: pulumi.CustomResourceOptions;
}

/** The commands that the component makes, with secrets still marked. */
async function commands(
    keys: { apiKey: pulumi.Output<string>; appKey: pulumi.Output<string> } | undefined,
): Promise<{ made: readonly Made[]; links: Readonly<Record<string, string>> }> {
    const made: Made[] = [];
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => ({
            id: name,
            state: { ...inputs, stdout: "42" } as object,
        }),
        call: () => ({}),
    });
    const component = new SavedViews(
        "views",
        {
            views,
            owner: "dev",
            site: "us5.datadoghq.com",
            apiUrl: "https://api.us5.datadoghq.com",
            keys,
        },
        {
            transformations: [
                ({ name, type, props, opts }) => {
                    if (type === "command:local:Command") {
                        made.push({ name, props: props, options: opts });
                    }
                    return undefined;
                },
            ],
        },
    );
    const links = await new Promise<Readonly<Record<string, string>>>((resolve) => {
        pulumi.output(component.links).apply(resolve);
    });
    return { made, links };
}

const keys = (): { apiKey: pulumi.Output<string>; appKey: pulumi.Output<string> } => ({
    apiKey: pulumi.output("canary-api"),
    appKey: pulumi.output("canary-app"),
});

describe("the saved views", () => {
    it("are those of the guides", () => {
        const titles = views.map(({ title }) => title);
        for (const title of [
            "All Errors",
            "Incident 1 - Crash Events",
            "Incident 2 - Performance Issues",
            "Incident 3 - Payment Failures",
        ]) {
            assert.ok(titles.includes(title), title);
        }
    });

    it("are made by one command each, with create, update and delete, replaced delete-first", async () => {
        const { made } = await commands(keys());
        assert.deepEqual(
            made.map(({ name }) => name),
            views.map(({ id }) => `views-${id}`),
        );
        for (const { props, options } of made) {
            assert.deepEqual(
                [props.create, props.update, props.delete],
                ["create", "update", "delete"],
            );
            assert.deepEqual(props.triggers, undefined, "a trigger would replace it");
            assert.equal(options.deleteBeforeReplace, true);
        }
    });

    it("get their keys as secrets, and by no other way than the environment", async () => {
        const { made } = await commands(keys());
        for (const { props, options } of made) {
            const { environment, ...others } = props;
            const variables = environment as Readonly<Record<string, unknown>>;
            const { DD_API_KEY, DD_APP_KEY, ...open } = variables;
            for (const key of [DD_API_KEY, DD_APP_KEY]) {
                assert.ok(pulumi.Output.isInstance(key) && (await pulumi.isSecret(key)));
            }
            assert.doesNotMatch(JSON.stringify([open, others]), /canary/);
            assert.deepEqual(options.additionalSecretOutputs, ["stdout", "stderr"]);
        }
    });

    it("stay as they are when no keys are known", async () => {
        const { made } = await commands(undefined);
        for (const { options } of made) {
            assert.deepEqual(options.ignoreChanges, ["environment"]);
        }
    });

    it("are linked by their id, and by their search alone where there is none", async () => {
        const { links } = await commands(keys());
        assert.match(
            links["All Errors"] ?? "",
            /^https:\/\/us5\.datadoghq\.com\/logs\?query=.*&saved-view-id=42$/,
        );
        const url = savedViewUrl("us5.datadoghq.com", "status:error", "none");
        assert.match(url, /query=status%3Aerror/);
        assert.doesNotMatch(url, /saved-view|none/);
    });
});
