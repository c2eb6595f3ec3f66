import {
    remediationNames,
    remediations,
    type Remediation,
    type RemediationName,
    undoesFaults,
} from "../../scenarios/remediation";
import { shopRecovery } from "./recovery";
import { effectiveFaults, patchableFaults } from "../../scenarios/faults";
import type { WayOut } from "./problem";
import type { Reader } from "./reader";
import type { IncidentSettings, Settings } from "./settings";

type Names = readonly RemediationName[];

/** The remediations that are asked for, in the order of the table; none where the list is wrong. */
export function readRemediations(reader: Reader): Names {
    const parts = reader.text("remediation").split(",");
    const wanted = [...new Set(parts.map((part) => part.trim()))].filter((part) => part !== "");
    if (wanted.length === 1 && wanted[0] === "none") {
        return [];
    }
    const known = remediationNames.filter((name) => wanted.includes(name));
    if (known.length !== wanted.length || known.length === 0) {
        const allowed = remediationNames.join(", ");
        reader.reject("remediation", `allowed: none, or a list of ${allowed}, like hpa,limits.`);
        return [];
    }
    const clash = known.find((name) =>
        (remediations[name] as Remediation).excludes.some((other) => wanted.includes(other)),
    );
    if (clash !== undefined) {
        reader.reject(
            "remediation",
            "hpa and replicas would both own the replica count of the front-end. Choose one.",
        );
        return [];
    }
    return known;
}

/** Those that mean something without an incident: a fault that is not there cannot be undone. */
export function ofHealthyShop(chosen: Names): Names {
    return chosen.filter((name) => !undoesFaults([name]));
}

/** What is ignored once the incident is over, with the way to remove it. */
export function ignoredRemediations(chosen: Names, { remediations }: Settings): readonly string[] {
    const ignored = chosen.filter((name) => !remediations.includes(name));
    const rest = remediations.length === 0 ? "none" : remediations.join(",");
    return ignored.map(
        (name) =>
            `remediation has ${name} but there is no incident that it could undo; ignored. ` +
            `Remove it: pulumi config set remediation ${rest}`,
    );
}

/** Notes remediations that this stack cannot have, or that would change nothing. */
export function checkRemediations(reader: Reader, settings: Settings): void {
    const { baseStack, incident, remediations } = settings;
    const ofShop = ofHealthyShop(remediations);
    if (baseStack !== undefined && ofShop.length > 0) {
        reader.reject("remediation", "belongs to the stack that holds the shop.", {
            say: "Set it there",
            run: `pulumi up -s ${baseStack} -c remediation=${ofShop.join(",")}`,
        });
    }
    if (incident !== undefined && undoesFaults(remediations) && !hasFault(incident, baseStack)) {
        reader.reject("remediation", ...nothingToUndo(incident, baseStack));
    }
}

/** Whether this stack sets a fault: an incident's own stack sets what a patch can take back. */
export function hasFault(
    { scenario, memoryFault }: IncidentSettings,
    baseStack: string | undefined,
): boolean {
    const faults = effectiveFaults(scenario, memoryFault);
    return (baseStack === undefined ? faults : patchableFaults(faults)).length > 0;
}

function nothingToUndo(
    { scenario }: IncidentSettings,
    baseStack: string | undefined,
): readonly [why: string, ...waysOut: readonly WayOut[]] {
    const why = `${scenario.id} is load only, so there is no fault to restore anything from.`;
    const others = ofHealthyShop(remediationNames).join(", ");
    return baseStack === undefined
        ? [
              `here ${why} Choose another one: ${others}.`,
              { say: "Or end the load", run: shopRecovery() },
          ]
        : [
              `in a stack of its own ${why}`,
              {
                  say: "Fix the shop where it is",
                  run: `pulumi up -s ${baseStack} -c remediation=limits`,
              },
              { say: "Or end the load", run: "pulumi destroy" },
          ];
}
