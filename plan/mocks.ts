import type * as pulumi from "@pulumi/pulumi";

type Inputs = Record<string, unknown>;

export interface RecordingMocks {
    readonly mocks: pulumi.runtime.Mocks;
    /** The resolved inputs of the resource of that type and name. */
    readonly inputsOf: (type: string, name: string) => Inputs | undefined;
}

/** What the stack with the shop exports, for plans of an incident's own stack. */
const plainBaseOutputs = {
    namespace: "sock-shop",
    kubeContext: "kind-sockshop",
    replicas: { payment: 1 },
};

/**
 * Makes a resource as an engine would, and returns its id; undefined for one that is only planned.
 * Others, which refer to it, then get that id.
 */
export type Make = (
    type: string,
    name: string,
    inputs: Readonly<Inputs>,
) => Promise<string | undefined>;

/** An engine that accepts everything, remembers it, and names what has no name of its own. */
export function mocksRecording(baseOutputs: Inputs = {}, make?: Make): RecordingMocks {
    const recorded = new Map<string, Inputs>();
    const outputs = { ...plainBaseOutputs, ...baseOutputs };
    return {
        inputsOf: (type, name) => recorded.get(`${type}::${name}`),
        mocks: {
            async newResource({ type, name, inputs, id }) {
                if (type === "pulumi:pulumi:StackReference") {
                    return { id: name, state: { name, outputs } };
                }
                const state = named(type, name, inputs as Inputs);
                recorded.set(`${type}::${name}`, state);
                const made = await make?.(type, name, state);
                return { id: made ?? (id === undefined || id === "" ? `${name}-id` : id), state };
            },
            call: () => ({ outputs }),
        },
    };
}

function named(type: string, name: string, inputs: Inputs): Inputs {
    const metadata = inputs.metadata as { name?: string } | undefined;
    if (!type.startsWith("kubernetes:") || metadata === undefined || metadata.name !== undefined) {
        return inputs;
    }
    return { ...inputs, metadata: { ...metadata, name: `${name}-auto` } };
}
