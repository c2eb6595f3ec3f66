/** Builds the images that the stack's manifests ask for, once per machine, from packages only. */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { locustImage } from "../../../../components/incident/locust";
import { cached } from "../../../../tools/cache";
import { withProgress } from "../../../../tools/progress";
import { sandboxImage } from "../components";
import type { NodePrograms } from "../programs";
import { writeArchive, type Image } from "./archive";
import { unpackDebian } from "./debian";
import { makeLayer, type Layer } from "./layers";
import { installLocust } from "./locust";
import { installShop, shopImages, shopSources } from "./shop";

/** As the stack's MetricsServer asks for it; the module of that release, or the last one there is. */
const metricsServerImage = "registry.k8s.io/metrics-server/metrics-server:v0.8.1";

const archive = "images.tar";

/** Returns the archive with all images. */
export async function buildImages(
    programs: NodePrograms,
    report: (line: string) => void,
): Promise<string> {
    const folder = await cached(`node-images-${fingerprint(programs)}`, report, (output) =>
        withProgress("Building the images, once for this machine", report, async () => {
            const scratch = join(output, "scratch");
            mkdirSync(scratch);
            await buildAll(programs, scratch, join(output, archive));
            rmSync(scratch, { recursive: true });
        }),
    );
    return join(folder, archive);
}

/** Of everything in this folder and the shop's that decides what is in the images. */
function fingerprint(programs: NodePrograms): string {
    const hash = createHash("sha256");
    for (const folder of [__dirname, shopSources]) {
        for (const name of readdirSync(folder).sort()) {
            hash.update(name).update(readFileSync(join(folder, name)));
        }
    }
    hash.update(programs.metricsServer);
    hash.update(JSON.stringify([...shopImages(), locustImage, sandboxImage]));
    return hash.digest("hex").slice(0, 12);
}

async function buildAll(programs: NodePrograms, folder: string, file: string): Promise<void> {
    const root = (name: string): string => join(folder, name);
    for (const name of ["debian", "locust", "node", "shop", "metrics-server"]) {
        mkdirSync(root(name));
    }
    await unpackDebian(root("debian"), root("downloads"));
    await installLocust(root("locust"), root("debian"));
    await installShop(root("node"), root("shop"), root("node-download"));
    copyFileSync(programs.metricsServer, join(root("metrics-server"), "metrics-server"));
    const layer = (name: string): Promise<Layer> => makeLayer(root(name), root(`${name}.tar`));
    const debian = await layer("debian");
    const shop = [debian, await layer("node"), await layer("shop")];
    const images: readonly Image[] = [
        {
            name: sandboxImage,
            layers: [debian],
            entrypoint: ["/bin/busybox", "sleep", "2147483647"],
        },
        ...[...shopImages()].map(([name, entrypoint]) => ({ name, layers: shop, entrypoint })),
        { name: locustImage, layers: [debian, await layer("locust")] },
        {
            name: metricsServerImage,
            layers: [await layer("metrics-server")],
            entrypoint: ["/metrics-server"],
        },
    ];
    await writeArchive(images, folder, file);
}
