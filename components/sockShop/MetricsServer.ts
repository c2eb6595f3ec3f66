import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";

import { managedBy } from "../../shop/names";

/** Release of metrics-server; 0.8 serves Kubernetes 1.31 and later. */
const image = "registry.k8s.io/metrics-server/metrics-server:v0.8.1";

const app = "metrics-server";
const namespace = "kube-system";
const labels = { "k8s-app": app };

/**
 * metrics-server for clusters that come without one, as kind does. It skips the check of kubelet
 * certificates: kind's are signed by nobody the API server knows.
 */
export class MetricsServer extends pulumi.ComponentResource {
    readonly apiService: k8s.apiregistration.v1.APIService;

    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("sockshop:shop:MetricsServer", name, {}, opts);
        const inHere = { parent: this };

        const account = new k8s.core.v1.ServiceAccount(
            `${name}-account`,
            { metadata: meta() },
            inHere,
        );
        const rights = this.rights(name, account.metadata.name);
        const deployment = new k8s.apps.v1.Deployment(
            `${name}-deployment`,
            {
                metadata: meta(),
                spec: {
                    selector: { matchLabels: labels },
                    strategy: { rollingUpdate: { maxUnavailable: 0 } },
                    template: { metadata: { labels }, spec: podSpec(account.metadata.name) },
                },
            },
            { parent: this, dependsOn: rights },
        );
        const service = new k8s.core.v1.Service(
            `${name}-service`,
            {
                metadata: meta(),
                spec: {
                    selector: labels,
                    ports: [{ name: "https", port: 443, protocol: "TCP", targetPort: "https" }],
                },
            },
            inHere,
        );
        this.apiService = new k8s.apiregistration.v1.APIService(
            `${name}-api`,
            {
                metadata: { name: "v1beta1.metrics.k8s.io", labels: { ...labels, ...managedBy } },
                spec: {
                    group: "metrics.k8s.io",
                    version: "v1beta1",
                    service: { name: service.metadata.name, namespace },
                    insecureSkipTLSVerify: true,
                    groupPriorityMinimum: 100,
                    versionPriority: 100,
                },
            },
            { parent: this, dependsOn: [deployment] },
        );

        this.registerOutputs({ apiService: this.apiService.metadata.name });
    }

    /** It reads pods, nodes and the kubelets' metrics, and asks the API server who its callers are. */
    private rights(name: string, account: pulumi.Input<string>): pulumi.Resource[] {
        const inHere = { parent: this };
        const subjects = [{ kind: "ServiceAccount", name: account, namespace }];
        const reader = new k8s.rbac.v1.ClusterRole(
            `${name}-role`,
            {
                metadata: { name: `system:${app}`, labels: { ...labels, ...managedBy } },
                rules: [
                    { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
                    {
                        apiGroups: [""],
                        resources: ["pods", "nodes"],
                        verbs: ["get", "list", "watch"],
                    },
                ],
            },
            inHere,
        );
        const group = "rbac.authorization.k8s.io";
        return [
            new k8s.rbac.v1.ClusterRoleBinding(
                `${name}-reads`,
                {
                    metadata: { name: `system:${app}`, labels: { ...labels, ...managedBy } },
                    roleRef: { apiGroup: group, kind: "ClusterRole", name: reader.metadata.name },
                    subjects,
                },
                inHere,
            ),
            new k8s.rbac.v1.ClusterRoleBinding(
                `${name}-delegates`,
                {
                    metadata: {
                        name: `${app}:system:auth-delegator`,
                        labels: { ...labels, ...managedBy },
                    },
                    roleRef: {
                        apiGroup: group,
                        kind: "ClusterRole",
                        name: "system:auth-delegator",
                    },
                    subjects,
                },
                inHere,
            ),
            new k8s.rbac.v1.RoleBinding(
                `${name}-authenticates`,
                {
                    metadata: { ...meta(), name: `${app}-auth-reader` },
                    roleRef: {
                        apiGroup: group,
                        kind: "Role",
                        name: "extension-apiserver-authentication-reader",
                    },
                    subjects,
                },
                inHere,
            ),
        ];
    }
}

function meta(): k8s.types.input.meta.v1.ObjectMeta {
    return { name: app, namespace, labels: { ...labels, ...managedBy } };
}

function podSpec(serviceAccountName: pulumi.Input<string>): k8s.types.input.core.v1.PodSpec {
    const probe = (path: string): k8s.types.input.core.v1.Probe => ({
        httpGet: { path, port: "https", scheme: "HTTPS" },
        periodSeconds: 10,
        failureThreshold: 3,
    });
    return {
        serviceAccountName,
        priorityClassName: "system-cluster-critical",
        nodeSelector: { "kubernetes.io/os": "linux" },
        containers: [
            {
                name: app,
                image,
                args: [
                    "--cert-dir=/tmp",
                    "--secure-port=10250",
                    "--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname",
                    "--kubelet-use-node-status-port",
                    "--kubelet-insecure-tls",
                    "--metric-resolution=15s",
                ],
                ports: [{ name: "https", containerPort: 10250, protocol: "TCP" }],
                resources: { requests: { cpu: "100m", memory: "200Mi" } },
                readinessProbe: { ...probe("/readyz"), initialDelaySeconds: 20 },
                livenessProbe: probe("/livez"),
                securityContext: {
                    allowPrivilegeEscalation: false,
                    capabilities: { drop: ["ALL"] },
                    readOnlyRootFilesystem: true,
                    runAsNonRoot: true,
                    runAsUser: 1000,
                    seccompProfile: { type: "RuntimeDefault" },
                },
                volumeMounts: [{ name: "tmp", mountPath: "/tmp" }],
            },
        ],
        volumes: [{ name: "tmp", emptyDir: {} }],
    };
}
