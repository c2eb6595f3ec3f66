/** The command line of `npm run range`. */
import { Command, Option } from "commander";

import { fromCaller } from "../paths";
import { type Shell, shells } from "./environment";

export interface RangeOptions {
    /** A folder, or true: the usual one. */
    readonly keep?: string | true;
    readonly programs?: string;
    /** A shell, or true: that of everywhere but Windows. */
    readonly env?: Shell | true;
    readonly of?: string;
}

export function rangeCommand(): Command {
    return new Command("npm run range --")
        .description(
            "Starts a live world on loopback, and stays: a real Kubernetes API whose pods are " +
                "simulated, and a Datadog API that shows what they do. kubectl, Pulumi and any " +
                "Datadog client use it as a cluster and an account. Needs neither.",
        )
        .option(
            "--keep [folder]",
            "keep the state at the end, and take up what is kept there (default: a place of its own)",
            fromCaller,
        )
        .option(
            "--programs <folder>",
            "where etcd, kube-apiserver, kube-controller-manager and kube-scheduler are (default: " +
                "KUBEBUILDER_ASSETS if all are there, else they are built once)",
            fromCaller,
        )
        .addOption(
            new Option(
                "--env [shell]",
                "print, for another terminal, what to set to use the range that runs",
            ).choices(shells),
        )
        .option(
            "--of <folder>",
            "of which range, when several run: the folder that it named at its start",
            fromCaller,
        )
        .addHelpText("after", examples)
        .showHelpAfterError("All options: npm run range -- --help")
        .exitOverride();
}

const examples = `
In another terminal, once it runs:
  eval "$(npm run --silent range -- --env)"
  npm run --silent range -- --env powershell | Out-String | Invoke-Expression`;
