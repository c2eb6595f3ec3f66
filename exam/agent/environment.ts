/** What an agent under test finds around itself: what a responder has, and nothing of ours. */
import { delimiter, isAbsolute, relative } from "node:path";

import { accessVariables, type ClientAccess } from "../../range/accessVariables";

/** Without them hardly any program runs; they tell nothing. */
const harmless = ["PATH", "LANG", "LC_ALL", "TZ", "TERM", "SystemRoot", "ComSpec", "PATHEXT"];

/** Set by an exam for the processes that belong to it, so that all of them are found again. */
export const markName = "SESSION_ID";

/** Its application key is a guest's, which may only read. */
export interface AgentAccess extends ClientAccess {
    /** Where answers are taken by HTTP POST. */
    readonly answersUrl: string;
    /** Where they are taken as lines of a file. */
    readonly answersFile: string;
    /** The agent's own, also its home. */
    readonly directory: string;
    readonly mark: string;
}

/** What kubectl, Datadog's clients and whoever answers read. */
export function agentVariables(
    access: Omit<AgentAccess, "directory" | "mark">,
): Readonly<Record<string, string>> {
    return {
        ...accessVariables(access),
        ANSWERS_FILE: access.answersFile,
        ANSWERS_URL: access.answersUrl,
    };
}

/** @param passed names of further variables that the agent needs, keys of its model for example */
export function agentEnvironment(
    access: AgentAccess,
    own: NodeJS.ProcessEnv,
    project: string,
    passed: readonly string[],
): Readonly<Record<string, string>> {
    const kept = [...harmless, ...passed].flatMap((name) => {
        const value = own[name];
        return value === undefined ? [] : [[name, value] as const];
    });
    const { directory } = access;
    return {
        HOME: directory,
        TMPDIR: directory,
        ...Object.fromEntries(kept),
        PATH: outside(project, own.PATH ?? ""),
        ...agentVariables(access),
        [markName]: access.mark,
    };
}

/** What npm puts first: programs of the project, and of every folder above it. */
const byNpm = /[\\/](node_modules[\\/]\.bin|node-gyp-bin)$/;

/** Without the way to the project. */
function outside(project: string, path: string): string {
    return path
        .split(delimiter)
        .filter((one) => {
            const way = relative(project, one);
            return one !== "" && !byNpm.test(one) && (way.startsWith("..") || isAbsolute(way));
        })
        .join(delimiter);
}
