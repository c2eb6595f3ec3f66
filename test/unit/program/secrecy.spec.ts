/** Keys in the whole program: wherever one goes, it goes as a secret. */
import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import { defaultValues, projectName } from "../../../components/settings/declaration";
import program from "../../../index";
import { offlineWorld } from "../../../plan/offlineWorld";
import { withoutTraces } from "../../../plan/render";

const canary = "canary-5c1e8a";
const encoded = Buffer.from(canary).toString("base64").slice(0, 16);

const world = {
    ...offlineWorld,
    datadogKeys: () => ({
        apiKey: pulumi.secret(`${canary}-api`),
        appKey: pulumi.secret(`${canary}-app`),
        apiUrl: undefined,
    }),
    datadogObjection: () => Promise.resolve(undefined),
};

interface Found {
    readonly open: readonly string[];
    readonly secret: readonly string[];
}

/** Where the keys are in what a resource is given, in the open and as secrets. */
async function keysIn(value: unknown, path: string): Promise<Found> {
    if (pulumi.Output.isInstance(value)) {
        const inner = await new Promise<unknown>((resolve) => value.apply(resolve));
        const found = await keysIn(inner, path);
        return (await pulumi.isSecret(value))
            ? { open: [], secret: [...found.open, ...found.secret] }
            : found;
    }
    if (typeof value === "string") {
        return {
            open: value.includes(canary) || value.includes(encoded) ? [path] : [],
            secret: [],
        };
    }
    if (typeof value !== "object" || value === null || value instanceof pulumi.Resource) {
        return { open: [], secret: [] };
    }
    const inner = await Promise.all(
        Object.entries(value).map(([key, one]) => keysIn(one, `${path}.${key}`)),
    );
    return { open: inner.flatMap(({ open }) => open), secret: inner.flatMap((one) => one.secret) };
}

async function keysInProgram(values: Readonly<Record<string, string>>): Promise<Found> {
    await pulumi.runtime.setMocks(
        {
            newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
            call: () => ({}),
        },
        projectName,
        "dev",
        false,
    );
    const settings = Object.entries({ ...defaultValues, ...values });
    pulumi.runtime.setAllConfig(
        Object.fromEntries(settings.map(([key, value]) => [`${projectName}:${key}`, value])),
    );
    const given: { name: string; props: unknown }[] = [];
    let outputs: unknown;
    await pulumi.runtime.runInPulumiStack(async () => {
        pulumi.runtime.registerStackTransformation(({ name, type, props }) => {
            given.push({ name: `${type} ${name}`, props });
            return undefined;
        });
        outputs = await program(world);
        return {};
    });
    await pulumi.runtime.disconnect();
    const found = await Promise.all([
        ...given.map(({ name, props }) => keysIn(props, name)),
        keysIn(outputs, "outputs"),
    ]);
    return { open: found.flatMap(({ open }) => open), secret: found.flatMap((one) => one.secret) };
}

describe("the keys of the Datadog account", () => {
    for (const observability of ["resources", "full"]) {
        it(`reach what needs them as secrets, and nothing in the open (${observability})`, async () => {
            const { open, secret } = await withoutTraces(() =>
                keysInProgram({ observability, incident: "hybrid" }),
            );
            assert.deepEqual(open, []);
            // The provider, the load's events, and the scripts for what has no resource.
            for (const user of ["pulumi:providers:datadog", "Secret", "command:local:Command"]) {
                assert.ok(
                    secret.some((path) => path.includes(user)),
                    `${user} has no key`,
                );
            }
        });
    }
});
