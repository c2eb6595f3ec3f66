import type { LineExample } from "./example";

const escape = "\u001b";

/** morgan 1.7.0's format "dev". */
const accessLine = (request: string, color: number, answer: string): string =>
    `${escape}[0m${request} ${escape}[${color}m${answer.replace(" ", ` ${escape}[0m`)}${escape}[0m`;

const frontEnd = { container: "front-end", stream: "stdout" } as const;

export const frontEndLines: readonly LineExample[] = [
    {
        ...frontEnd,
        line: accessLine("GET /catalogue?page=1&size=6&tags=", 32, "200 12.345 ms - 1245"),
        status: "info",
        attributes: {
            level: "info",
            response_time: 12.345,
            "http.method": "GET",
            "http.url_details.path": "/catalogue",
            "http.status_code": 200,
        },
    },
    {
        ...frontEnd,
        line: accessLine("POST /cart", 32, "201 1834.201 ms - -"),
        status: "info",
        attributes: {
            level: "info",
            response_time: 1834.201,
            speed: "slow",
            "http.method": "POST",
            "http.url_details.path": "/cart",
            "http.status_code": 201,
        },
    },
    {
        ...frontEnd,
        line: accessLine("GET /catalogue?", 36, "304 3 ms - -"),
        status: "info",
        attributes: {
            level: "info",
            response_time: 3,
            "http.method": "GET",
            "http.url_details.path": "/catalogue",
            "http.status_code": 304,
        },
    },
    {
        ...frontEnd,
        line: accessLine("GET /login", 33, "401 20.5 ms - -"),
        status: "warn",
        attributes: {
            level: "warn",
            response_time: 20.5,
            "http.method": "GET",
            "http.url_details.path": "/login",
            "http.status_code": 401,
        },
    },
    {
        ...frontEnd,
        line: accessLine("POST /orders", 31, "500 38.101 ms - -"),
        status: "error",
        attributes: {
            level: "error",
            response_time: 38.101,
            "http.method": "POST",
            "http.url_details.path": "/orders",
            "http.status_code": 500,
        },
    },
    // A client that hung up.
    {
        ...frontEnd,
        line: accessLine("GET /cart", 0, "- - ms - -"),
        status: "warn",
        attributes: { level: "warn", "http.method": "GET", "http.url_details.path": "/cart" },
    },
    // The rebuilt front-end: morgan 1.10 ends the colour before the blank.
    {
        ...frontEnd,
        line: `${escape}[0mDELETE /cart ${escape}[32m202${escape}[0m 9.871 ms - -${escape}[0m`,
        status: "info",
        attributes: {
            level: "info",
            response_time: 9.871,
            "http.method": "DELETE",
            "http.url_details.path": "/cart",
            "http.status_code": 202,
        },
    },
    // Colours without their escape character, as some carriers leave them.
    {
        ...frontEnd,
        line: "[0mGET /tags [32m200 [0m4.2 ms - 117[0m",
        status: "info",
        attributes: {
            level: "info",
            response_time: 4.2,
            "http.method": "GET",
            "http.url_details.path": "/tags",
            "http.status_code": 200,
        },
    },
    { ...frontEnd, line: "Received login request", status: "info", attributes: {} },
    {
        ...frontEnd,
        line: "Request received: /cart, undefined",
        status: "info",
        attributes: {},
    },
    {
        ...frontEnd,
        stream: "stderr",
        line: "npm info it worked if it ends with ok",
        status: "info",
        attributes: { level: "info" },
    },
    {
        ...frontEnd,
        stream: "stderr",
        line: "npm WARN package.json microservices-demo-front-end@0.0.1 No repository field.",
        status: "warn",
        attributes: { level: "WARN" },
    },
    {
        ...frontEnd,
        stream: "stderr",
        line: "npm ERR! microservices-demo-front-end@0.0.1 start: `node server.js`",
        status: "error",
        attributes: { level: "ERR" },
    },
    {
        ...frontEnd,
        stream: "stderr",
        line: "npm ERR!",
        status: "error",
        attributes: { level: "ERR" },
    },
    // A crash of Node.js itself: no rule, so the stream decides.
    {
        ...frontEnd,
        stream: "stderr",
        line: "SyntaxError: Unexpected token u in JSON at position 0",
        status: "error",
        attributes: {},
    },
];
