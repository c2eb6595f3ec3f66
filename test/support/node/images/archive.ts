/** One archive of many images, as `docker save` writes it: layers that images share are in it once. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { runCommand } from "../../../../range/controlPlane/command";
import type { Layer } from "./layers";

export interface Image {
    /** As manifests name it, with its tag. */
    readonly name: string;
    readonly layers: readonly Layer[];
    /** What a container runs that has no command of its own. */
    readonly entrypoint?: readonly string[];
    readonly env?: readonly string[];
}

/** Writes the archive from a folder that holds the layers. */
export async function writeArchive(
    images: readonly Image[],
    folder: string,
    file: string,
): Promise<void> {
    const archive = join(folder, "archive");
    mkdirSync(archive);
    for (const layer of new Set(images.flatMap(({ layers }) => layers))) {
        renameSync(layer.file, join(archive, basename(layer.file)));
    }
    const manifest = images.map((image, index) => {
        const config = `image-${index}.json`;
        writeFileSync(join(archive, config), JSON.stringify(configOf(image)));
        const layers = image.layers.map((layer) => basename(layer.file));
        return { Config: config, RepoTags: [image.name], Layers: layers };
    });
    writeFileSync(join(archive, "manifest.json"), JSON.stringify(manifest));
    await runCommand("tar", ["--directory", archive, "-cf", file, "."]);
}

function configOf({ layers, entrypoint = [], env = [] }: Image): object {
    return {
        architecture: process.arch === "x64" ? "amd64" : process.arch,
        os: "linux",
        config: {
            Entrypoint: entrypoint,
            Env: [`PATH=/usr/local/bin:/usr/bin:/bin`, ...env],
            WorkingDir: "/",
        },
        rootfs: { type: "layers", diff_ids: layers.map(({ digest }) => digest) },
    };
}
