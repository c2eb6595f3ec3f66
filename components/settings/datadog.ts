import type { Reader } from "./reader";

const levels = ["none", "resources", "full"] as const;

export const datadogSites = [
    "datadoghq.com",
    "us3.datadoghq.com",
    "us5.datadoghq.com",
    "datadoghq.eu",
    "ap1.datadoghq.com",
    "ap2.datadoghq.com",
    "uk1.datadoghq.com",
    "ddog-gov.com",
    "us2.ddog-gov.com",
] as const;

export type DatadogSite = (typeof datadogSites)[number];

export const latencySources = ["openmetrics", "logs", "apm"] as const;

/** Where response times come from: the front-end's own histogram, its access log, or a tracer. */
export type LatencySource = (typeof latencySources)[number];

/** What the stack makes in Datadog, and how. */
export interface DatadogSettings {
    /** Full also installs the agent in the cluster. */
    readonly level: "resources" | "full";
    readonly site: DatadogSite;
    /** Handle that monitors notify; empty: nobody. */
    readonly notify: string;
    /** URL of the folder of runbooks; empty: messages name their path in the repository. */
    readonly runbooks: string;
    readonly savedViews: boolean;
    readonly latencySource: LatencySource;
    /** Nothing there names an incident. */
    readonly blind: boolean;
    /** Whether the agent takes traces, and watches HTTP through the kernel. */
    readonly apm: boolean;
    readonly usm: boolean;
    /** A downtime over all monitors of the stack. */
    readonly muted: boolean;
    /** Values of the tags `team` and `env`. */
    readonly team: string;
    readonly env: string;
}

/** What Datadog takes as a tag's value, in the form that it stores. */
const tagValue = /^[a-z][-a-z0-9_.]{0,62}$/;
const tagValueMeaning = "lower-case letters, digits, dots, dashes or underscores";

/** Reads the keys that concern Datadog; undefined when nothing is to be made there. */
export function readDatadog(reader: Reader, blind: boolean): DatadogSettings | undefined {
    const level = reader.choice("observability", levels);
    const settings = {
        site: reader.choice("datadogSite", datadogSites),
        notify: reader.matching("notify", /^(@\S+)?$/, "empty or a handle like @slack-sre"),
        runbooks: reader.matching(
            "runbooks",
            // A parenthesis would end the link in the message, and "@" notify somebody.
            /^(https?:\/\/[^\s()@]+)?$/,
            "empty or the URL of the folder docs/runbooks, where people read it",
        ),
        savedViews: reader.boolean("savedViews"),
        blind,
        latencySource: reader.choice("latencySource", latencySources),
        apm: reader.boolean("apm"),
        usm: reader.boolean("usm"),
        muted: reader.boolean("muteMonitors"),
        team: reader.matching("team", tagValue, tagValueMeaning),
        env: reader.matching("datadogEnv", tagValue, tagValueMeaning),
    };
    if (settings.latencySource === "apm" && level === "full" && !settings.apm) {
        reader.reject("latencySource", "traces need an agent that takes them.", {
            say: "Switch it on",
            set: "apm",
            to: "true",
        });
    }
    return level === "none" ? undefined : { level, ...settings };
}
