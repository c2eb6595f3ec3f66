/** Runs the program for a range: with its Datadog account. */
import type { Render } from "./rangeStack";

export interface AccountAccess {
    /** Base URL of the API. */
    readonly apiUrl: string;
    readonly apiKey: string;
    readonly appKey: string;
}

/** The program takes a second to load, so it is loaded when it is wanted. */
export function renderFor({ apiUrl, apiKey, appKey }: AccountAccess): Render {
    return async (values) => {
        const [{ secret }, { offlineWorld }, { renderPlan }] = await Promise.all([
            import("@pulumi/pulumi"),
            import("../../plan/offlineWorld.js"),
            import("../../plan/render.js"),
        ]);
        const datadogKeys = (): ReturnType<typeof offlineWorld.datadogKeys> => ({
            apiKey: secret(apiKey),
            appKey: secret(appKey),
            apiUrl,
        });
        return renderPlan(values, { world: { ...offlineWorld, datadogKeys } });
    };
}
