/** The console's page. */
import { startDesk } from "./desk/desk";
import { byId, set, write } from "./dom";
import { startDashboard } from "./dashboard/dashboard";
import { clockTime } from "./format";
import { startKeyboard } from "./keyboard";
import { live } from "./live";
import { startMap } from "./map/map";
import { startMonitors } from "./monitors";
import { Search } from "./search";
import { startTimeline } from "./timeline";
import { timeSpan } from "./timeSpan";
import { startTrainer } from "./trainer";
import { startUsers } from "./users";

timeSpan.start();
startTrainer();
startDesk();
startUsers();
startTimeline();
startMonitors();
const search = new Search();
startMap((service) => {
    search.showLogs(service);
});
startDashboard();
startKeyboard();

live.on("welcome", ({ namespace, role, footer }) => {
    write(byId("shop"), namespace);
    write(byId("role"), role === "trainer" ? "trainer" : "");
    write(byId("footer"), footer);
});

/** What stands between the page and the world; empty when nothing does. */
let troubles: readonly string[] = [];
/** Said from a second on: what is less is no slower than a pulse. */
const mostBehindSeconds = 1;
let behind = "";
live.on("pulse", ({ failure, behindSeconds }) => {
    behind = behindSeconds < mostBehindSeconds ? "" : ` · ${behindSeconds.toFixed(1)} s behind`;
    troubles = failure === undefined ? [] : [`Datadog's API: ${failure}`];
});

setInterval(() => {
    const { isStale } = live;
    set(byId("live"), { class: isStale ? "bad" : "good" });
    write(byId("live"), isStale ? "✕ offline" : `● ${clockTime(live.now)}${behind}`);
    const said = isStale ? ["The console does not answer; what is shown is old."] : troubles;
    write(byId("trouble"), said.join(" "));
    set(byId("trouble"), { hidden: said.length === 0 });
}, 250);

live.connect();
