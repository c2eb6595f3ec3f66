import type { NestedPipeline } from "../../../datadog/pipeline/types";

/*
 * The front-end logs each request of its API by morgan's format "dev", in colours, and what its
 * code prints between them. It is started by npm, and the Node.js image has npm talk: on stderr,
 * at level info. Sources: server.js of front-end 0.3.12, morgan 1.7.0 (its lock file), and
 * the Dockerfile of node:4-alpine for NPM_CONFIG_LOGLEVEL.
 */

/** An escape sequence of a terminal; what carries logs may have dropped its first character. */
const color = "_color (\\x1b?\\[[0-9;]*m)?";

/** Without the query. */
const path = '_path %{regex("[^ ?]+"):http.url_details.path}(\\?%{regex("[^ ]*")})?';

/**
 * Later versions of morgan end the colour before the space that follows the status. The matcher
 * `word` would not do: it begins at a word's beginning, and the "m" of the colour is part of it.
 */
const request = '_request %{_color}%{regex("[A-Z]+"):http.method} %{_path} %{_color}';

export const frontEndPipeline: NestedPipeline = {
    kind: "pipeline",
    name: "front-end: npm and Express",
    search: "kube_container_name:front-end",
    processors: [
        {
            kind: "grok-parser",
            name: "Requests and what npm says",
            samples: [
                "\u001b[0mGET /catalogue?page=1&size=6&tags= \u001b[32m200 \u001b[0m12.345 ms - 1245\u001b[0m",
                "\u001b[0mPOST /orders \u001b[31m500 \u001b[0m38.101 ms - -\u001b[0m",
                "\u001b[0mGET /login \u001b[0m- \u001b[0m- ms - -\u001b[0m",
                "npm info it worked if it ends with ok",
                "npm ERR! Failed at the microservices-demo-front-end@0.0.1 start script 'node server.js'.",
            ],
            helpers: [color, path, request],
            rules: [
                "answered %{_request}%{integer:http.status_code}%{_color} " +
                    "%{_color}%{number:response_time} ms - %{data}",
                // The client was gone before there was an answer.
                "unanswered %{_request}-%{_color} %{_color}- ms - %{data}",
                'npm npm %{regex("[A-Za-z]+"):level}!?( %{data})?',
            ],
        },
        {
            kind: "category-processor",
            name: "Level of a request",
            target: "level",
            categories: [
                { name: "error", search: "@http.status_code:[500 TO 599]" },
                { name: "info", search: "@http.status_code:[100 TO 399]" },
                // A mistake of the client, or a client that did not wait for the answer.
                { name: "warn", search: "@http.method:*" },
            ],
        },
    ],
};
