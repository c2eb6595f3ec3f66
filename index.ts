// First, before anything that an old Node.js cannot load.
import "./live/requireNode";

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { checkSettings } from "./components/incident/guardRails";
import { datadogKeys } from "./components/settings/datadogKeys";
import { parseSettings } from "./components/settings/parse";
import { stackValues } from "./components/settings/stackValues";
import { checkBaseStack, readBaseStack } from "./components/stacks/baseStack";
import { incidentStack } from "./components/stacks/incidentStack";
import { preflight } from "./components/stacks/preflight";
import { shopStack } from "./components/stacks/shopStack";
import type { Outputs, World } from "./components/stacks/world";
import { datadogObjection } from "./live/datadog/objection";
import { scenarioFiles } from "./scenarios/scenarioFiles";
import { scenarios } from "./scenarios/registry";

/*
 * Only the real world needs the Kubernetes client, which takes a second to load: plans, which have
 * a world of their own, go without.
 */
const realWorld: World = {
    scenarios,
    connect: async (context) => (await import("./live/cluster.js")).connectCluster(context),
    loadFiles: scenarioFiles,
    sweepLoad: async (context, namespace) => {
        const { sweepLoad } = await import("./live/sweepIncident.js");
        await sweepLoad((await import("./live/kubeconfig.js")).contextOf(context), namespace);
    },
    sweepRest: async (context, namespace) => {
        const { sweepRest } = await import("./live/sweepIncident.js");
        await sweepRest((await import("./live/kubeconfig.js")).contextOf(context), namespace);
    },
    datadogKeys,
    datadogObjection,
    sleep: (seconds) => new Promise((resolve) => setTimeout(resolve, seconds * 1000)),
};

/** The program: the engine runs it as it is, plans and tests hand it a world of their own. */
export = async (world: World = realWorld): Promise<Outputs> => {
    const parsed = parseSettings(stackValues(), world.scenarios);
    checkSettings(parsed, pulumi.getStack());
    const { baseStack, incident } = parsed.settings;
    const base = baseStack === undefined ? undefined : await readBaseStack(baseStack);
    if (base !== undefined && baseStack !== undefined && incident !== undefined) {
        checkBaseStack(incident, baseStack, base);
    }
    const settings = { ...parsed.settings, ...base };
    const checks = await preflight({ ...parsed, settings }, world);

    const provider = new k8s.Provider("cluster", { context: settings.kubeContext });
    const opts = { providers: [provider] };
    return base !== undefined && incident !== undefined
        ? incidentStack(settings, incident, base, checks, world, opts)
        : shopStack(settings, checks, world, opts);
};
