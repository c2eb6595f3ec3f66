/** The range with a healthy shop that the specs of this tier share. */
import { Kubectl } from "./kubectl";
import { newNodePort } from "./nodePort";
import { RangeProcess } from "./rangeProcess";

export interface SharedRange {
    /** Where the shop's front-end answers. */
    readonly shopUrl: string;
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
    const nodePort = newNodePort();
    const range = await RangeProcess.start(["none", "-c", `nodePort=${nodePort}`]);
    const environment = await range.environment();
    const kubectl = await Kubectl.on(environment.KUBECONFIG ?? "");
    return { range, environment, kubectl, shopUrl: `http://127.0.0.1:${nodePort}` };
}

// Of the root suite: runs once, after the last spec.
after("end the shared range", async () => {
    const shared = await starting;
    await shared?.range.end();
});
