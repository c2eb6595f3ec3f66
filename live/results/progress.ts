import type { IncidentJob } from "../snapshot/incident";
import { deployment, kubectlOf, type Place } from "../snapshot/place";

/** Why there is nothing to fetch, and what to do. `job` is the last load Job there is. */
export function nothingYet(job: IncidentJob | undefined, place: Place): string {
    const nothing = "There are no results yet";
    if (job === undefined) {
        return (
            `${nothing}: no load run has left any, and none is running. Start one: ` +
            `${deployment(place)} -c incident=hybrid, or in the console of a range's trainer`
        );
    }
    if (job.isActive) {
        return `${nothing}: ${runningText(job)}. They are there a few seconds after its end.`;
    }
    return (
        `${nothing}: Job ${job.name} has ended without leaving any. Why may be in its log: ` +
        `${kubectlOf(place)} logs job/${job.name}`
    );
}

/** What to know of a later run than the one whose results there are; undefined when none is. */
export function laterRun(
    job: IncidentJob | undefined,
    endedAt: string | null,
    place: Place,
): string | undefined {
    if (job === undefined || !isLater(job, endedAt)) {
        return undefined;
    }
    return job.isActive
        ? `These are of the run before: ${runningText(job)}.`
        : `These are of the run before: Job ${job.name} ran later and left no results. Why may ` +
              `be in its log: ${kubectlOf(place)} logs job/${job.name}`;
}

/** A Job that has no pod yet has not run either, so what there is cannot be its own. */
function isLater({ startedAt, isActive }: IncidentJob, endedAt: string | null): boolean {
    if (startedAt === undefined) {
        return isActive;
    }
    return endedAt !== null && Date.parse(startedAt) > Date.parse(endedAt);
}

function runningText({ name, startedAt, endsAt }: IncidentJob): string {
    if (startedAt === undefined) {
        return `Job ${name} has not started yet`;
    }
    return endsAt === undefined
        ? `Job ${name} is running`
        : `Job ${name} is running, until about ${endsAt}`;
}
