import { deepEqual, equal } from "node:assert/strict";

import { fullReference, programOf } from "../../../../twin/kubelet/images";
import { withImages } from "../../../../shop/images";
import { serviceNames, services } from "../../../../shop/services";

describe("the images that the simulation knows", () => {
    it("are all of the shop's, in both sets, and each plays its service", () => {
        for (const shop of [services, withImages(services, "multiarch")]) {
            for (const name of serviceNames) {
                for (const { name: container, image, ports } of shop[name].containers) {
                    const expected = container === "rabbitmq-exporter" ? container : name;
                    deepEqual(programOf(container, image), {
                        name: expected,
                        ports: ports.map(({ containerPort }) => containerPort),
                    });
                }
            }
        }
    });

    it("listen where they do, whatever the Deployment is called", () => {
        deepEqual(programOf("web", "docker.io/weaveworksdemos/front-end:0.3.12"), {
            name: "front-end",
            ports: [8079],
        });
    });

    it("leave out tags and repositories that nobody has pushed", () => {
        equal(programOf("front-end", "weaveworksdemos/front-end:9.9"), "noTag");
        equal(programOf("front-end", "weaveworksdemos/frontend:0.3.12"), "noRepository");
    });

    it("run idle where nothing more is known", () => {
        deepEqual(programOf("box", "busybox"), { name: "unknown", ports: [] });
        deepEqual(programOf("agent", "gcr.io/datadoghq/agent:7.70.0"), {
            name: "unknown",
            ports: [],
        });
    });

    it("have the names that containerd gives them", () => {
        equal(fullReference("mongo:4.4.18"), "docker.io/library/mongo:4.4.18");
        equal(
            fullReference("weaveworksdemos/catalogue"),
            "docker.io/weaveworksdemos/catalogue:latest",
        );
        equal(fullReference("quay.io/a/b:c"), "quay.io/a/b:c");
    });
});
