/** The range with a healthy shop that the specs of this tier share. */
import { Kubectl } from "./kubectl";
import { RangeProcess } from "./rangeProcess";

export interface SharedRange {
    readonly range: RangeProcess;
    readonly kubectl: Kubectl;
    readonly environment: Readonly<Record<string, string>>;
}

let starting: Promise<SharedRange> | undefined;

export function sharedRange(): Promise<SharedRange> {
    starting ??= start();
    return starting;
}

async function start(): Promise<SharedRange> {
    const range = await RangeProcess.start(["none"]);
    const environment = await range.environment();
    return { range, environment, kubectl: await Kubectl.on(environment.KUBECONFIG ?? "") };
}

// Of the root suite: runs once, after the last spec.
after("end the shared range", async () => {
    const shared = await starting;
    await shared?.range.end();
});
