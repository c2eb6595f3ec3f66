/** A disk that is soon full. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmdirSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class SmallDisk {
    private constructor(readonly folder: string) {}

    /** Undefined, and said why, where that cannot be had. */
    static mount(): SmallDisk | undefined {
        const folder = mkdtempSync(join(tmpdir(), "small-disk-"));
        try {
            const options = ["-t", "tmpfs", "-o", "size=8m", "tmpfs", folder];
            execFileSync("mount", options, { stdio: "ignore" });
        } catch {
            rmdirSync(folder);
            process.stderr.write("No small disk: only root may mount one, and not everywhere.\n");
            return undefined;
        }
        return new SmallDisk(folder);
    }

    fill(): void {
        const { bavail, bsize } = statfsSync(this.folder);
        writeFileSync(join(this.folder, "others"), Buffer.alloc(bavail * bsize));
    }

    unmount(): void {
        execFileSync("umount", ["--lazy", this.folder]);
        rmdirSync(this.folder);
    }
}
