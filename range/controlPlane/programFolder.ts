/** Programs of the control plane that somebody else has put in a folder. */
import { accessSync, constants } from "node:fs";
import { join, resolve } from "node:path";
import { runCommand } from "./command";
import type { PlanePrograms } from "./programs";
import { messageOf } from "../../tools/messageOf";

const names = {
    etcd: "etcd",
    kubeApiserver: "kube-apiserver",
    kubeControllerManager: "kube-controller-manager",
    kubeScheduler: "kube-scheduler",
} as const satisfies Record<keyof PlanePrograms, string>;

/** What is in the folder, and what of the control plane is not. */
export interface ProgramFolder {
    readonly programs: PlanePrograms;
    /** Names of programs that are not there. */
    readonly missing: readonly string[];
}

export function programFolder(folder: string): ProgramFolder {
    const path = (name: string): string => join(resolve(folder), name);
    return {
        programs: {
            etcd: path(names.etcd),
            kubeApiserver: path(names.kubeApiserver),
            kubeControllerManager: path(names.kubeControllerManager),
            kubeScheduler: path(names.kubeScheduler),
        },
        missing: Object.values(names).filter((name) => !isProgram(path(name))),
    };
}

/** Throws unless each of them runs, however it got there: half a download does not. */
export async function checkPrograms(programs: PlanePrograms): Promise<void> {
    await Promise.all(
        Object.values<string>({ ...programs }).map(async (program) => {
            try {
                await runCommand(program, ["--version"]);
            } catch (error) {
                throw new Error(`${program} does not run: ${firstLine(error)}`, { cause: error });
            }
        }),
    );
}

function isProgram(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

function firstLine(error: unknown): string {
    return messageOf(error).split("\n")[0] ?? "";
}
