/** Everything can be reached without a mouse; these are the short ways. */
import { byId, h } from "./dom";
import { timeSpan } from "./timeSpan";

const sections = ["users", "map", "monitors", "timeline", "search", "dashboard"] as const;

const keys: readonly (readonly [key: string, does: string])[] = [
    ["1 – 6", "to users, map, monitors, timeline, search, dashboard"],
    ["/", "to the search field"],
    ["[ ]", "a shorter or longer time"],
    ["Esc", "out of a field, or close this"],
    ["?", "this list"],
];

export function startKeyboard(): void {
    const dialog = h(
        "dialog",
        { "aria-label": "Keys" },
        h("h2", {}, "Keys"),
        h("dl", {}, ...keys.flatMap(([key, does]) => [h("dt", {}, key), h("dd", {}, does)])),
        h("p", { class: "note" }, "Drag across a graph to look at a part of the time."),
        h("form", { method: "dialog" }, h("button", {}, "Close")),
    );
    document.body.append(dialog);
    byId("help").addEventListener("click", () => {
        dialog.showModal();
    });
    document.addEventListener("keydown", (event) => {
        const target = event.target as HTMLElement;
        if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) {
            return;
        }
        if (target.matches("input, select, textarea")) {
            if (event.key === "Escape") {
                target.blur();
            }
            return;
        }
        if (press(event.key, dialog)) {
            event.preventDefault();
        }
    });
}

/** Whether the key means something. */
function press(key: string, dialog: HTMLDialogElement): boolean {
    const section = sections[Number(key) - 1];
    if (section !== undefined) {
        byId(section).scrollIntoView();
        byId(section).focus({ preventScroll: true });
        return true;
    }
    switch (key) {
        case "/":
            byId("search").scrollIntoView();
            byId("query").focus({ preventScroll: true });
            return true;
        case "?":
            dialog.showModal();
            return true;
        case "[":
            timeSpan.step(-1);
            return true;
        case "]":
            timeSpan.step(1);
            return true;
        default:
            return false;
    }
}
