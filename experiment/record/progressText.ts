import type { Look } from "../senses/look";
import type { Recorder } from "./recorder";

/** One line while there is load: users, pods, restarts, failures. */
export function progressText(
    { deployments, load }: Look,
    { restarts }: Pick<Recorder, "restarts">,
): string {
    const frontEnd = deployments.find(({ name }) => name === "front-end");
    const others = deployments.filter(
        ({ name, desired, available }) => name !== "front-end" && available < desired,
    );
    const rates =
        load === undefined
            ? "no figures of users yet"
            : `${rate(load.requestsPerSecond)} requests/s, ${rate(load.failuresPerSecond)} failures/s`;
    const restarted = Object.entries(restarts).map(([name, count]) => `${name} ${count}`);
    return [
        rates,
        `front-end ${frontEnd?.available ?? 0} of ${frontEnd?.desired ?? 0} pods`,
        ...(others.length === 0
            ? []
            : [`without pods: ${others.map(({ name }) => name).join(", ")}`]),
        `restarts: ${restarted.length === 0 ? "none" : restarted.join(", ")}`,
    ].join("; ");
}

const rate = (perSecond: number): string => String(Math.round(perSecond));
