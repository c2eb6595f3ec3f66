import { execFile } from "node:child_process";
import { promisify } from "node:util";

import type { ReportDocument } from "../report/rehearsed/document";
import { projectFolder } from "../tools/projectFolder";

/** Runs the real command; writes the page to `file` and returns what --json prints. */
export async function rehearsed(file: string, ...args: string[]): Promise<ReportDocument> {
    const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "cli/start.ts", ...args, "--json", "--report", file],
        { cwd: projectFolder, maxBuffer: 2 ** 26 },
    );
    return JSON.parse(stdout) as ReportDocument;
}
