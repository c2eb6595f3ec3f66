import {
    accessSync,
    constants,
    existsSync,
    mkdirSync,
    readFileSync,
    rmSync,
    statSync,
    writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";

/** A path as who typed it means it: npm runs scripts in the project, wherever they are asked for. */
export function fromCaller(path: string): string {
    return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

/** What every page of ours has, and hardly anything else. */
const pageMark = '<script type="application/json" id="report">';

/**
 * Throws, before anything is played, where a page cannot be written, or would replace what is none:
 * an Error that says what to do.
 */
export function requirePageFile(file: string): void {
    requireOwnFile(`--report ${file}`, file, pageMark);
}

/**
 * The same for any file that a command writes and may write anew.
 * @param option what was asked for, for the message.
 * @param mark what every such file has.
 */
export function requireOwnFile(option: string, file: string, mark: string): void {
    requireFolder(dirname(file), option);
    if (!existsSync(file)) {
        return;
    }
    if (statSync(file).isDirectory()) {
        throw new Error(`${option}: that is a directory. Name a file in it.`);
    }
    if (!readFileSync(file, "utf8").includes(mark)) {
        throw new Error(
            `${option}: there is something else, which is not overwritten. ` +
                "Name another file, or delete it first.",
        );
    }
}

/**
 * Makes a folder, one level after the other, so that a place where none can be made says so.
 * @param option what was asked for, for the message.
 */
export function requireFolder(folder: string, option: string): void {
    if (!existsSync(folder)) {
        const above = dirname(folder);
        if (above !== folder) {
            requireFolder(above, option);
        }
        attempt(option, `the folder ${folder} cannot be made`, () => {
            mkdirSync(folder);
        });
    }
    if (!statSync(folder).isDirectory()) {
        throw new Error(`${option}: ${folder} is no directory. Name another place.`);
    }
    attempt(option, `nothing can be written in ${folder}`, () => {
        accessSync(folder, constants.W_OK);
    });
}

/**
 * Throws where so many bytes more cannot be written: tried, since a quota shows in no figure.
 * @param option what was asked for, for the message.
 */
export function requireRoom(folder: string, option: string, bytes: number): void {
    const file = join(folder, `.room-${process.pid}`);
    const amount = `${Math.round(bytes / 1024 ** 2)} MiB`;
    attempt(option, `${amount} more cannot be written in ${folder}`, () => {
        try {
            writeFileSync(file, Buffer.alloc(bytes));
        } finally {
            rmSync(file, { force: true });
        }
    });
}

function attempt(option: string, problem: string, action: () => void): void {
    try {
        action();
    } catch (error) {
        const { code = "" } = error as NodeJS.ErrnoException;
        throw new Error(`${option}: ${problem} (${code}). Name another place.`, { cause: error });
    }
}
