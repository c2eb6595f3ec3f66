import assert from "node:assert/strict";

import type { ClusterState } from "../../../../components/incident/clusterState";
import {
    checkCluster,
    checkContext,
    checkSettings,
} from "../../../../components/incident/guardRails";
import { identityOf } from "../../../../components/incident/identity";
import { parseSettings } from "../../../../components/settings/parse";
import { scenarios } from "../../../../scenarios/registry";

const managed = { "app.kubernetes.io/managed-by": "sock-shop-incidents" };

const healthy: ClusterState = {
    namespaceLabels: managed,
    nodeLabels: [{ "kubernetes.io/os": "linux" }],
    metricsApi: "foreign",
    autoscalers: [],
    policyEnforcer: "kindnet",
    nodePortOwners: ["sock-shop"],
    expiredHolders: [],
    leases: [],
    hasShop: true,
};

const check = (
    values: Readonly<Record<string, string>>,
    state: Partial<ClusterState>,
): readonly string[] =>
    checkCluster(parseSettings(values, scenarios), { ...healthy, ...state }, "dev");

const lease = (stack: string, incident: string, blind = false): ClusterState["leases"][number] => ({
    ...identityOf(stack, incident, blind),
    run: "",
});

describe("contexts", () => {
    for (const context of [
        "kind-sockshop",
        "k3d-x",
        "minikube",
        "docker-desktop",
        "rancher-desktop",
        "sock-shop-range",
    ]) {
        it(`${context} may be broken`, () => {
            checkContext(context, []);
        });
    }

    for (const context of [
        ...["prod", "arn:aws:eks:x", "my-kind-cluster", "minikube-prod", "kind"],
        ...["sock-shop-range-eu", "my-sock-shop-range"],
    ]) {
        it(`${context} may not, unless named`, () => {
            assert.throws(
                () => {
                    checkContext(context, ["other"]);
                },
                new RegExp(`kubeContext = "${context}".*allowContexts\\[1\\]`, "s"),
            );
            checkContext(context, [context]);
        });
    }
});

describe("production", () => {
    for (const [key, value] of [
        ["environment", "production"],
        ["environment", "prod"],
        ["env", "prod-eu"],
        ["env", "Production"],
    ] as const) {
        it(`is left alone when the namespace says ${key}=${value}`, () => {
            const namespaceLabels = { ...managed, [key]: value };
            assert.throws(() => check({}, { namespaceLabels }), /nothing is broken in production/);
        });

        it(`is left alone when any node says ${key}=${value}`, () => {
            const nodeLabels = [{}, { [key]: value }];
            assert.throws(
                () => check({ incident: "hybrid" }, { nodeLabels }),
                /a node in this cluster carries the label/,
            );
        });
    }

    it("is not what a staging label says", () => {
        check({}, { nodeLabels: [{ env: "staging", environment: "preprod" }] });
    });
});

describe("a namespace", () => {
    it("that somebody else made is not taken over", () => {
        assert.throws(() => check({}, { namespaceLabels: {} }), /was not made by this project/);
    });

    it("that another stack of this project made is not taken over either", () => {
        const namespaceLabels = { ...managed, "sock-shop-incidents/stack": "other" };
        assert.throws(() => check({}, { namespaceLabels }), /not made by this project and stack/);
        check({ incident: "hybrid", baseStack: "other" }, { namespaceLabels });
    });

    it("may be missing: the stack makes it", () => {
        check({}, { namespaceLabels: undefined });
    });
});

describe("what a cluster has once", () => {
    it("a node port that is taken is named with who has it", () => {
        assert.throws(
            () => check({}, { nodePortOwners: ["other-shop"] }),
            /nodePort = "30001": a Service in namespace other-shop.*nodePort 30002/s,
        );
    });

    it("a metrics API that is there is used, not replaced", () => {
        assert.throws(() => check({ metricsServer: "true" }, {}), /metricsServer false/);
        check({ metricsServer: "true" }, { metricsApi: "ours" });
    });
});

describe("settings that decide what the stack is", () => {
    const settle = (values: Readonly<Record<string, string>>): void => {
        checkSettings(parseSettings(values, scenarios), "dev");
    };

    it("a mistyped incident never counts as going back to health", () => {
        assert.throws(() => {
            settle({ incident: "hybird" });
        }, /Did you mean hybrid/);
    });

    it("a stack is not its own base", () => {
        for (const incident of ["none", "hybrid"]) {
            assert.throws(() => {
                settle({ incident, baseStack: "dev" });
            }, /delete its own shop/);
        }
    });

    it("an incident's own stack never builds a shop", () => {
        assert.throws(() => {
            settle({ incident: "none", baseStack: "other" });
        }, /pulumi config set incident hybrid -s dev\..*: pulumi destroy -s dev\..* rm baseStack -s dev$/m);
    });

    it("anything else may still be a recovery, which the cluster tells", () => {
        settle({ usrs: "9", images: "arm" });
        assert.throws(() => {
            settle({ incident: "hybrid", usrs: "9" });
        });
    });
});

describe("the autoscaler", () => {
    const blind = { metricsApi: "none" } as const;
    const ownAutoscaler = { name: "front-end-hpa", target: "front-end", isOurs: true };

    it("is refused without a metrics API, naming the way out", () => {
        for (const incident of ["none", "hybrid"]) {
            assert.throws(
                () => check({ incident, remediation: "hpa,limits" }, blind),
                /remediation = "hpa,limits".*pulumi config set metricsServer true/s,
            );
        }
    });

    it("is accepted together with metrics-server", () => {
        check({ remediation: "hpa", metricsServer: "true" }, blind);
    });

    it("does not hold up an update when it is there already", () => {
        check({ remediation: "hpa" }, { ...blind, autoscalers: [ownAutoscaler] });
    });

    it("is not left without metrics by taking our own metrics-server away", () => {
        const ours = { metricsApi: "ours", autoscalers: [ownAutoscaler] } as const;
        check({ remediation: "hpa", metricsServer: "true" }, ours);
        assert.throws(() => check({ remediation: "hpa" }, ours), /no metrics API/);
    });

    it("is refused beside somebody else's: both would stand still", () => {
        for (const name of ["front-end", "front-end-hpa"]) {
            const foreign = { name, target: "front-end", isOurs: false };
            assert.throws(
                () => check({ remediation: "hpa" }, { autoscalers: [foreign] }),
                new RegExp(`kubectl --context kind-sockshop -n sock-shop delete hpa ${name}$`, "m"),
            );
        }
        const elsewhere = { name: "carts", target: "carts", isOurs: false };
        check({ remediation: "hpa" }, { autoscalers: [elsewhere] });
    });

    it("of an incident is refused as a fix is: blind, or beside somebody else's", () => {
        assert.throws(
            () => check({ incident: "autoscaler" }, blind),
            /incident = "autoscaler".*pulumi config set metricsServer true/s,
        );
        const foreign = { name: "mine", target: "front-end", isOurs: false };
        assert.throws(
            () => check({ incident: "autoscaler" }, { autoscalers: [foreign] }),
            /incident = "autoscaler".* delete hpa mine$/m,
        );
        check({ incident: "autoscaler" }, { autoscalers: [ownAutoscaler] });
    });

    it("of an incident's own stack is refused beside the one that the shop's stack has", () => {
        const values = { incident: "autoscaler", baseStack: "dev" };
        assert.throws(
            () => check(values, { autoscalers: [ownAutoscaler] }),
            /front-end-hpa.*pulumi up -s dev -c remediation=none$/m,
        );
        const leases = [{ ...identityOf("dev", "autoscaler", false), run: "" }];
        check(values, { autoscalers: [ownAutoscaler], leases });
    });

    it("and a count of one's own are not both to be had", () => {
        const services = JSON.stringify({ "front-end": { replicas: 2 } });
        assert.throws(
            () => check({ incident: "autoscaler", services }, {}),
            /services.*both own the replica count of the front-end/,
        );
    });

    it("is the only remediation that needs metrics", () => {
        check({ remediation: "limits,replicas" }, blind);
    });
});

describe("an incident by a NetworkPolicy", () => {
    const ignored = { policyEnforcer: undefined } as const;

    it("is refused where nothing is known to enforce it, in a stack of its own as well", () => {
        const reason = /incident = "gateway": nothing in this cluster is known to enforce Network/;
        assert.throws(() => check({ incident: "gateway" }, ignored), reason);
        assert.throws(() => check({ incident: "gateway", baseStack: "dev" }, ignored), reason);
    });

    it("goes on where something does", () => {
        check({ incident: "gateway" }, { policyEnforcer: "cilium" });
    });

    it("is the only one that needs it, and its recovery does not", () => {
        for (const incident of Object.keys(scenarios).filter((id) => id !== "gateway")) {
            check({ incident }, ignored);
        }
        check({}, { ...ignored, leases: [lease("dev", "gateway")] });
    });
});

describe("one incident at a time", () => {
    it("refuses a second stack and names the first", () => {
        assert.throws(
            () => check({ incident: "hybrid" }, { leases: [lease("payment", "payment")] }),
            /stack payment has incident payment active.*pulumi destroy -s payment/s,
        );
    });

    it("says nothing of a blind one but that it is there", () => {
        const { holder } = identityOf("payment", "payment", true);
        assert.throws(
            () => check({ incident: "hybrid" }, { leases: [lease("payment", "payment", true)] }),
            ({ message }: Error) =>
                message.includes("another stack has an incident active") &&
                !message.includes(holder),
        );
    });

    it("recovers an incident's own stack by that stack's end", () => {
        const values = { incident: "hybrid", baseStack: "other" };
        assert.throws(
            () => check(values, { leases: [lease("dev", "crash")] }),
            /crash is still active in this stack.*pulumi destroy -s dev$/m,
        );
    });

    it("allows a second stack on purpose", () => {
        check({ incident: "hybrid", overlap: "true" }, { leases: [lease("payment", "payment")] });
    });

    it("refuses to go from one incident straight to another, overlap or not", () => {
        for (const overlap of ["false", "true"]) {
            assert.throws(
                () => check({ incident: "hybrid", overlap }, { leases: [lease("dev", "crash")] }),
                /crash is still active in this stack.*pulumi up --refresh -s dev -c incident=none$/m,
            );
        }
    });

    it("knows its own incident again, blind or not", () => {
        for (const blind of [false, true]) {
            check({ incident: "crash" }, { leases: [lease("dev", "crash", blind)] });
        }
    });

    it("lets both of two that overlap on purpose be changed", () => {
        check({ incident: "crash" }, { leases: [lease("dev", "crash"), lease("two", "hybrid")] });
    });

    it("tells blind incidents of the same stack apart", () => {
        assert.throws(() =>
            check({ incident: "hybrid" }, { leases: [lease("dev", "crash", true)] }),
        );
    });
});

describe("recovery", () => {
    const leases = [lease("dev", "crash")];

    it("is never refused: bad values, labels and a missing metrics API are only mentioned", () => {
        const warnings = check(
            { usrs: "9", nodePort: "80", remediation: "hpa" },
            {
                leases,
                metricsApi: "none",
                namespaceLabels: { env: "prod" },
                nodeLabels: [{ env: "prod" }],
            },
        );
        assert.ok(warnings.length >= 5, warnings.join("\n"));
    });

    it("is not claimed by a stack that has no incident", () => {
        assert.throws(() => check({ usrs: "9" }, { leases: [] }), /usrs/);
        assert.throws(() => check({ usrs: "9" }, { leases: [lease("other", "crash")] }), /usrs/);
    });

    it("passes while another stack's incident goes on", () => {
        check({}, { leases: [lease("payment", "payment")] });
    });
});
