import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import type { ReportDocument } from "../report/json";

const project = join(__dirname, "..");

/** Runs the real command; writes the page to `file` and returns what --json prints. */
export async function rehearsed(file: string, ...args: string[]): Promise<ReportDocument> {
    const { stdout } = await promisify(execFile)(
        process.execPath,
        ["--import", "tsx", "cli/start.ts", ...args, "--json", "--report", file],
        { cwd: project, maxBuffer: 2 ** 26 },
    );
    return JSON.parse(stdout) as ReportDocument;
}
