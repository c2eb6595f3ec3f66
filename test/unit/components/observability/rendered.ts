import * as pulumi from "@pulumi/pulumi";

import { withoutTraces } from "../../../../plan/render";

/** A resource as it was registered, inputs resolved. */
export interface Rendered {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

interface RenderedComponent<Component> {
    readonly component: Component;
    readonly resources: readonly Rendered[];
}

/** Numbers like those that Datadog gives, so that references between resources show in queries. */
const firstId = 1000;

/**
 * What a component registers, the component itself included, by name, and what it leaves. The
 * constructor runs against mocks: no engine, no account.
 */
export function rendered<Component extends pulumi.ComponentResource>(
    construct: () => Component,
): Promise<RenderedComponent<Component>> {
    return withoutTraces(() => render(construct));
}

async function render<Component extends pulumi.ComponentResource>(
    construct: () => Component,
): Promise<RenderedComponent<Component>> {
    const recorded: Rendered[] = [];
    await pulumi.runtime.setMocks(
        {
            newResource({ type, name, inputs }) {
                recorded.push({ type, name, inputs: inputs as Rendered["inputs"] });
                return { id: String(firstId + recorded.length), state: inputs as object };
            },
            call: () => ({}),
        },
        "sock-shop-incidents",
        "dev",
        false,
    );
    let component: Component | undefined;
    const registered: pulumi.Resource[] = [];
    await pulumi.runtime.runInPulumiStack(() => {
        pulumi.runtime.registerStackTransformation(({ resource }) => {
            registered.push(resource);
            return undefined;
        });
        component = construct();
        return Promise.resolve({});
    });
    await pulumi.runtime.disconnect();
    if (component === undefined) {
        throw new Error("the component was not constructed");
    }
    // A resource that is registered late would otherwise be missing, and nobody would notice.
    await Promise.all(registered.map(({ urn }) => valueOf(urn)));
    const own = recorded.filter(({ type }) => type !== "pulumi:pulumi:Stack");
    return { component, resources: own.sort((a, b) => (a.name < b.name ? -1 : 1)) };
}

export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}

/** The resources of a type, given by the end of its token, like `:Monitor`. */
export function ofType(resources: readonly Rendered[], ending: string): readonly Rendered[] {
    return resources.filter(({ type }) => type.endsWith(ending));
}

/** The inputs of the resource of that name; throws when there is none. */
export function inputsOf(resources: readonly Rendered[], name: string): Rendered["inputs"] {
    const found = resources.find((one) => one.name === name);
    if (found === undefined) {
        throw new Error(`no resource ${name} among ${resources.map((one) => one.name).join(", ")}`);
    }
    return found.inputs;
}
