import { checkCatalogue } from "../../datadog/check/catalogue";
import { isRefused } from "../../datadog/check/finding";
import { documentedMonitors, documentedSlos, shopContext } from "../../pages/documented";
import type { ScenarioRegistry } from "../../scenarios/registry";
import { names } from "../../shop/names";
import type { Missing } from "./incident";

const catalogue = "components/observability/catalogue";

/** What is missing of the monitors: queries that can fire, and an incident in which they may. */
export function missingOfMonitors(registry: ScenarioRegistry): readonly Missing[] {
    const all = documentedMonitors(Object.values(registry));
    const ofIncident = new Set(Object.keys(registry).map((id) => names.composite(id)));
    return [
        ...checkCatalogue(all, documentedSlos, shopContext)
            // Those of the incidents are told where the incident is.
            .filter((finding) => isRefused(finding) && !ofIncident.has(finding.of))
            .map(({ of, reason }) => ({ where: catalogue, what: `${of}: ${reason}` })),
        ...all
            .filter(({ firesIn, mayFireIn }) => firesIn.length + mayFireIn.length === 0)
            .map(({ id }) => ({
                where: "scenarios/incidents",
                what: `${id} goes off in no incident: name it in a record's mustFire or mayFire`,
            })),
    ];
}
