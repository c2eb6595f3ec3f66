/** Where the range's control plane comes from. */
import { checkPrograms, programFolder, type ProgramFolder } from "./controlPlane/programFolder";
import { buildPlanePrograms, type PlanePrograms } from "./controlPlane/programs";

/**
 * From the folder that was named, or from that of KUBEBUILDER_ASSETS when all of it is there; else
 * they are built, once for this machine.
 * @param named what `--programs` says
 * @param assets what KUBEBUILDER_ASSETS says
 */
export async function findPrograms(
    named: string | undefined,
    assets: string | undefined,
    report: (line: string) => void,
): Promise<PlanePrograms> {
    if (named !== undefined) {
        const folder = programFolder(named);
        if (folder.missing.length > 0) {
            throw new Error(
                `--programs ${named}: ${listOf(folder)} missing there. Name a folder that has ` +
                    "all four, or leave the option out and they are built.",
            );
        }
        await checkPrograms(folder.programs);
        return folder.programs;
    }
    if (assets !== undefined && assets !== "") {
        const folder = programFolder(assets);
        if (folder.missing.length === 0) {
            await checkPrograms(folder.programs);
            return folder.programs;
        }
        report(`KUBEBUILDER_ASSETS=${assets} is not used: ${listOf(folder)} missing there.`);
    }
    return buildPlanePrograms(report, "Or name a folder that has them: --programs <folder>.");
}

function listOf({ missing }: ProgramFolder): string {
    return `${missing.join(", ")} ${missing.length === 1 ? "is" : "are"}`;
}
