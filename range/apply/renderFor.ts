/** Runs the program for a range: what it plans for Datadog is made in the range's account. */
import { unsealed } from "../../plan/plan";
import type { AccountSide } from "./datadog/accountSide";
import type { Render } from "./rangeStack";

async function program() {
    const [{ secret }, { offlineWorld }, { renderPlan }] = await Promise.all([
        import("@pulumi/pulumi"),
        import("../../plan/offlineWorld.js"),
        import("../../plan/render.js"),
    ]);
    return { secret, offlineWorld, renderPlan };
}

/** Loads what `renderFor` needs, which takes a second, while there is something else to wait for. */
export async function loadProgram(): Promise<void> {
    await program();
}

export function renderFor(side: AccountSide): Render {
    const { apiUrl, apiKey, appKey } = side.access;
    return async (values) => {
        const { secret, offlineWorld, renderPlan } = await program();
        const datadogKeys = (): ReturnType<typeof offlineWorld.datadogKeys> => ({
            apiKey: secret(apiKey),
            appKey: secret(appKey),
            apiUrl,
        });
        const failures: unknown[] = [];
        const plan = await renderPlan(values, {
            world: { ...offlineWorld, datadogKeys },
            // The SDK would pass an error on to every resource that refers to this one.
            make: (type, name, inputs) =>
                side
                    .make(type, name, unsealed(inputs) as Readonly<Record<string, unknown>>)
                    .catch((error: unknown) => void failures.push(error)),
        });
        if (failures.length > 0) {
            throw failures[0];
        }
        await side.sweep(plan);
        return plan;
    };
}
