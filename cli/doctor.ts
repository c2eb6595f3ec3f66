import type { Finding } from "../live/doctor/finding";
import { houseCommand } from "./houseCommand";
import { onceOnly } from "./onceOnly";
import type { Output } from "./output";
import { run } from "./run";
import { collectSetting, type SettingsArguments } from "./settingsArguments";

interface DoctorOptions {
    readonly stack: string;
    readonly config: SettingsArguments;
    readonly json?: true;
}

/** Says whether an experiment could begin; resolves to the exit code: 1 when something is missing. */
export async function doctor(args: readonly string[], say: Output): Promise<number> {
    const options = optionsIn(args);
    // Before anything that takes time: the program, the cluster, registries.
    say.error("Looking at tools, cluster, images and limits …");
    const { findingsFor } = await import("./doctor/findingsFor.js");
    const findings = await findingsFor(options.stack, options.config);
    const isReady = findings.every(({ standing }) => standing !== "missing");
    if (options.json) {
        say.log(JSON.stringify({ isReady, findings }, undefined, 2));
    } else {
        const { findingsText } = await import("./doctor/findingsText.js");
        say.log(findingsText(findings satisfies readonly Finding[]));
    }
    return isReady ? 0 : 1;
}

function optionsIn(args: readonly string[]): DoctorOptions {
    return onceOnly(
        houseCommand(
            "npm run doctor",
            "Says what an incident on a cluster needs and what of it is missing.",
        )
            .option("--stack <name>", "whose settings hold (Pulumi.<name>.yaml)", "dev")
            .option(
                "-c, --config <key=value>",
                "a setting in place of the stack's; repeatable",
                collectSetting,
                {},
            )
            .option("--json", "print the findings as JSON"),
        ["config"],
    )
        .addHelpText("after", "\nEnds with 0 when nothing that is needed is missing, else with 1.")
        .parse(args, { from: "user" })
        .opts<DoctorOptions>();
}

if (require.main === module) {
    run(async () => {
        process.exitCode = await doctor(process.argv.slice(2), console);
    });
}
