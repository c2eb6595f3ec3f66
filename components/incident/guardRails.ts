import * as pulumi from "@pulumi/pulumi";

import type { ParsedSettings } from "../settings/parse";
import { problemText } from "../settings/problem";
import type { Settings } from "../settings/settings";
import { autoscaling } from "./autoscaling";
import type { ClusterState } from "./clusterState";
import { enforcement } from "./enforcement";
import { holds } from "./identity";
import { collisions, otherIncident, production } from "./objections";

/**
 * An update that must not go on. The message lists every reason, each with the way out; the
 * engine shows it without a stack trace.
 */
export class RefusedError extends pulumi.RunError {
    constructor(readonly reasons: readonly string[]) {
        super(["Nothing was touched:", ...reasons.map((reason) => `  - ${reason}`)].join("\n"));
        this.name = "RefusedError";
    }
}

/** Contexts of clusters that live on somebody's own machine; the last is `npm run range`. */
const localContexts = [
    ...[/^kind-/, /^k3d-/, /^minikube$/, /^docker-desktop$/, /^rancher-desktop$/],
    /^sock-shop-range$/,
];

/** Throws unless the context may be broken, before anything is asked of the cluster. */
export function checkContext(context: string, allowContexts: readonly string[]): void {
    if (localContexts.some((local) => local.test(context)) || allowContexts.includes(context)) {
        return;
    }
    throw new RefusedError([
        `kubeContext = "${context}": not a context of a local cluster. Allowed: kind-*, k3d-*, ` +
            `minikube, docker-desktop, rancher-desktop, sock-shop-range, or one named in allowContexts: ` +
            `pulumi config set --path "allowContexts[${allowContexts.length}]" ${context}`,
    ]);
}

/**
 * Keys that decide what the stack is at all. A wrong value of one of them is no recovery: a typo in
 * `incident` must not end the incident that is on, nor an incident's own stack build a shop.
 */
const decisiveKeys = ["incident", "baseStack", "namespace", "kubeContext"];

/** The stack where it is an incident's own, which its commands have to name. */
function ownStackOf({ baseStack }: Settings, stack: string): string | undefined {
    return baseStack === undefined ? undefined : stack;
}

/** Throws when settings are wrong and this cannot be a recovery: no cluster needs to be asked. */
export function checkSettings({ settings, problems }: ParsedSettings, stack: string): void {
    const { baseStack, incident } = settings;
    const ownStack = ownStackOf(settings, stack);
    const reasons = problems.map((problem) => problemText(problem, ownStack));
    if (baseStack === stack) {
        reasons.push(
            `baseStack = "${stack}": is this stack itself, and would make it delete its own ` +
                "shop. Remove it: pulumi config rm baseStack",
        );
    }
    const isDecisive = problems.some(({ key }) => decisiveKeys.includes(key));
    if (reasons.length > 0 && (incident !== undefined || isDecisive || baseStack === stack)) {
        throw new RefusedError(reasons);
    }
}

/** Whether it is the way back to health after an incident of this stack, whoever has one beside it. */
export function isRecoveryOf(
    { incident }: Settings,
    { leases }: Pick<ClusterState, "leases">,
    stack: string,
): boolean {
    return incident === undefined && leases.some(({ holder }) => holds(stack, holder));
}

/**
 * Whether the update may go on in this cluster: returns warnings, throws {@link RefusedError} with
 * all reasons otherwise. Going back to health after an incident of this stack is never refused.
 */
export function checkCluster(
    parsed: ParsedSettings,
    state: ClusterState,
    stack: string,
): readonly string[] {
    const { settings, problems } = parsed;
    const isRecovery = isRecoveryOf(settings, state, stack);
    const ownStack = ownStackOf(settings, stack);
    const objections = [
        ...problems.map((problem) => problemText(problem, ownStack)),
        ...production(settings, state),
        ...autoscaling(settings, state, stack),
        ...enforcement(settings, state),
        ...collisions(settings, state, stack),
    ];
    if (isRecovery) {
        const goOn = (objection: string): string =>
            `${objection.replace(/\.?$/, ".")} The recovery goes on all the same, with the default.`;
        return [...parsed.warnings, ...objections.map(goOn)];
    }
    const reasons = [...objections, ...otherIncident(settings, state.leases, stack)];
    if (reasons.length > 0) {
        throw new RefusedError(reasons);
    }
    return parsed.warnings;
}
