import type { Pod } from "../pod/pod";
import type { Call } from "./routes";

/** What a service was asked, by whomever. */
export type Asked = Pick<Call, "method" | "path" | "route">;

/** Tells that a service answered; `error`: what its log says went wrong. */
export type Served = (
    pod: Pod,
    asked: Asked,
    status: number,
    startedAt: number,
    at: number,
    error?: string,
) => void;
