import { pulumi } from "./sdk";

import { defaultValues, projectName } from "../components/settings/declaration";
import type { Outputs, World } from "../components/stacks/world";
import program from "../index";
import { type Make, mocksRecording } from "./mocks";
import { offlineWorld } from "./offlineWorld";
import type { Plan, PlannedResource } from "./plan";

export interface RenderOptions {
    readonly world?: World;
    /** Name of the stack; default `dev`. */
    readonly stack?: string;
    /** Makes resources for real while they are planned; see `Make`. */
    readonly make?: Make;
    /** Further outputs of the stack that holds the shop, for plans of an incident's own stack. */
    readonly baseOutputs?: Readonly<Record<string, unknown>>;
}

interface Registration {
    readonly resource: pulumi.Resource;
    readonly name: string;
    readonly type: string;
    readonly props: unknown;
    readonly options: pulumi.ResourceOptions;
}

/** The SDK keeps the stack being built in one global place, so plans are made one by one. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the real program without engine, cluster or account, and returns every resource that it
 * registers, inputs resolved, sorted by URN. `values` are settings by key, as text; the rest has
 * the defaults of Pulumi.yaml. Rejects with what the program throws.
 */
export function renderPlan(
    values: Readonly<Record<string, string>> = {},
    options: RenderOptions = {},
): Promise<Plan> {
    const plan = last.then(() => withoutTraces(() => render(values, options)));
    last = plan.catch(() => undefined);
    return plan;
}

/**
 * The SDK keeps the stack trace of every promise that it makes, each mapped back to the sources:
 * four fifths of the time that a plan takes. Those who ask for traces with DEBUG=1 still get them.
 */
export async function withoutTraces<T>(work: () => Promise<T>): Promise<T> {
    if (process.env.DEBUG === "1") {
        return work();
    }
    const { stackTraceLimit } = Error;
    const limited = (how: PropertyDescriptor): void => {
        Object.defineProperty(Error, "stackTraceLimit", { ...how, configurable: true });
    };
    // Setting it to 0 is not enough: to tell the engine where a resource is made the SDK takes it away.
    limited({ get: () => 0, set: () => undefined });
    try {
        return await work();
    } finally {
        limited({ value: stackTraceLimit, writable: true, enumerable: true });
    }
}

async function render(
    values: Readonly<Record<string, string>>,
    { world = offlineWorld, stack = "dev", baseOutputs, make }: RenderOptions,
): Promise<Plan> {
    const { mocks, inputsOf } = mocksRecording(baseOutputs, make);
    await pulumi.runtime.setMocks(mocks, projectName, stack, false);
    pulumi.runtime.setAllConfig(namespaced({ ...defaultValues, ...values }));
    const registrations: Registration[] = [];
    let outputs: Outputs = {};
    let failure: unknown;
    await pulumi.runtime.runInPulumiStack(async () => {
        pulumi.runtime.registerStackTransformation(({ resource, name, type, props, opts }) => {
            registrations.push({ resource, name, type, props, options: opts });
            return undefined;
        });
        // Thrown in here it would also end up as an unhandled rejection inside the SDK.
        try {
            outputs = await program(world);
        } catch (error) {
            failure = error;
        }
        return outputs;
    });
    // Registrations that nobody waited for must not meet the mocks of the next plan.
    await pulumi.runtime.disconnect();
    if (failure !== undefined) {
        throw failure instanceof Error ? failure : new Error("the program failed");
    }
    // Without this a resource that is registered late would be missing, and nobody would notice.
    const urns = await Promise.all(registrations.map(({ resource }) => known(resource.urn)));
    const urnOf = new Map(
        registrations.map(({ resource }, index) => [resource, urns[index] ?? ""]),
    );
    const resources = await Promise.all(
        registrations.map((one) => planned(one, urnOf, inputsOf(one.type, one.name))),
    );
    return {
        resources: resources.sort((a, b) => (a.urn < b.urn ? -1 : 1)),
        outputs: await known(pulumi.output(outputs)),
    };
}

async function planned(
    { resource, name, type, options }: Registration,
    urnOf: ReadonlyMap<pulumi.Resource, string>,
    inputs: Readonly<Record<string, unknown>> | undefined,
): Promise<PlannedResource> {
    const dependencies = await known(pulumi.output(options.dependsOn ?? []));
    const list: readonly pulumi.Resource[] = [dependencies].flat();
    return {
        urn: urnOf.get(resource) ?? "",
        name,
        type,
        isComponent: !pulumi.CustomResource.isInstance(resource),
        parent: options.parent === undefined ? undefined : urnOf.get(options.parent),
        dependsOn: list.map((dependency) => urnOf.get(dependency) ?? "").sort(),
        deleteBeforeReplace: (options as pulumi.CustomResourceOptions).deleteBeforeReplace === true,
        ignoreChanges: options.ignoreChanges ?? [],
        inputs: inputs ?? {},
    };
}

/** The value of an output that is known, as all are under mocks. */
function known<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) =>
        output.apply((value) => {
            resolve(value);
        }),
    );
}

function namespaced(values: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(values).map(([key, value]) => [`${projectName}:${key}`, value]),
    );
}
