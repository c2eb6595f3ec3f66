import { type FailureReason, failureReasons } from "../../evidence/evidence";

/** What a reason means to the user who waited. */
export const reasonTexts: Readonly<Record<FailureReason, string>> = {
    slow: "answered too late",
    status: "wrong answer",
    closed: "cut off, no answer",
    cutShort: "cut off in its answer",
    reset: "connection reset",
    refused: "connection refused",
    noRoute: "nobody at the address",
    connectTimeout: "no connection after 134 s",
};

/** What the colours of the reasons mean. */
export const reasonKey = `<p class="key">${failureReasons
    .map((reason) => `<span class="reason ${reason}">${reasonTexts[reason]}</span>`)
    .join("")}</p>`;
