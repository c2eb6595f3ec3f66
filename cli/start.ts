import colors from "picocolors";

import { deltaOf } from "../plan/delta";
import { renderPlan } from "../plan/render";
import { deltaSummary, deltaText } from "./deltaText";
import { run } from "./run";

run(async () => {
    const healthy = await renderPlan();
    const hybrid = await renderPlan({ incident: "hybrid" });
    const delta = deltaOf(healthy, hybrid);
    const objects = healthy.resources.filter(({ isComponent }) => !isComponent).length;
    const heading = (text: string): void => {
        console.log(`\n${colors.bold(text)}`);
    };

    heading("The healthy shop");
    console.log(`${objects} resources: the Sock Shop's 14 services, and where results go.`);
    heading("What incident=hybrid does to it");
    console.log("750 users crash the front-end again and again while the services behind it live.");
    console.log(deltaText(delta));
    console.log(`${deltaSummary(delta)}. Going back is the same in reverse.`);

    heading("Do it for real, on a kind cluster of your own (README.md has the first five minutes)");
    for (const [command, meaning] of commands) {
        console.log(`  ${command.padEnd(48)} ${colors.dim(meaning)}`);
    }
    heading("Look at another incident, or at a fix");
    console.log("  npm run plan -- incident=crash remediation=hpa,limits");
    console.log(`  incidents: crash, hybrid, latency, payment; fixes: hpa, limits, replicas\n`);
});

const commands = [
    ["pulumi up", "the healthy shop, about four minutes"],
    ["npm run snapshot", "remember what healthy looks like"],
    ["pulumi up -c incident=hybrid", "inject; returns while the load runs"],
    ["pulumi up -c remediation=hpa", "switch a fix on"],
    ["pulumi up --refresh -c incident=none", "recover"],
    ["npm run verify", "prove that the shop is whole again"],
] as const;
