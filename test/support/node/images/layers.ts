/** Layers of images, from folders; the same folder makes the same bytes. */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { runCommand } from "../../../../range/controlPlane/command";

/** A layer as a tar file. */
export interface Layer {
    readonly file: string;
    /** Of the uncompressed tar, as image configurations name it: `sha256:…`. */
    readonly digest: string;
}

export async function makeLayer(folder: string, file: string): Promise<Layer> {
    const owner = ["--owner=0", "--group=0", "--numeric-owner"];
    const sameBytes = ["--sort=name", "--mtime=@0", "--format=gnu"];
    await runCommand("tar", [...owner, ...sameBytes, "--directory", folder, "-cf", file, "."]);
    return { file, digest: `sha256:${await sha256(file)}` };
}

async function sha256(file: string): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of createReadStream(file)) {
        hash.update(chunk as Buffer);
    }
    return hash.digest("hex");
}
