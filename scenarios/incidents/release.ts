import type { Scenario } from "../scenario";

export const scenario = Object.freeze({
    id: "release",
    title: "A release of the catalogue is stuck, and nobody notices",
    inShort:
        "a new version cannot be pulled; the old one serves, and nobody is harmed: how urgent is it?",
    summary:
        "The catalogue is rolled out with an image tag that was never pushed. Its new pod waits for " +
        "the image, the rollout stands still, and the old pod goes on serving: no user is harmed.",
    load: {
        mix: "browse",
        publishedMix: "browse-published",
        // Enough to see that nothing happens to them.
        users: 30,
        spawnRate: 3,
        durationSeconds: 300,
        resources: {
            requests: { cpu: "100m", memory: "256Mi" },
            limits: { cpu: "500m", memory: "512Mi" },
        },
    },
    faults: [{ kind: "image", service: "catalogue", tag: "0.3.5-hotfix" }],
    symptoms: [
        {
            figure: "imagePullFailures",
            atLeast: 1,
            meaning: "the new pod waits for an image that nobody has",
        },
        { figure: "requestFailureRatio", below: 0.01, meaning: "no user is harmed" },
        { figure: "p95ResponseTimeMs", below: 1000, meaning: "nor made to wait" },
        { figure: "restarts", atMost: 0, meaning: "nothing crashes" },
    ],
    rootCause:
        "The Deployment catalogue asks for the image tag 0.3.5-hotfix, which is in no registry. Its " +
        "new pod is in ImagePullBackOff and never becomes Ready. A rolling update takes no old pod " +
        "away before a new one is Ready, so the old one serves as before.",
    why:
        "A rolling update of one pod starts the new one first and takes the old one away when " +
        "that is Ready, which it never is. Which tags a registry has is not known here: the " +
        "simulation takes every version number of the shop's images to exist, and any other tag " +
        "of theirs not to.",
    diagnosis: {
        title: "A rollout waits for an image, and the old pods serve",
        symptoms: "image-pull-errors && !service-unavailable && !shop-failure-rate",
        priority: 4,
        why:
            "A pod without its image, and neither a service without replicas nor users who fail: " +
            "the rollout is broken and the shop is not.",
        meaning:
            "A new version cannot be pulled; the old one serves. Nobody is harmed, and there is no " +
            "hurry as long as the old pod lives: should it go, none takes its place.",
        checkFirst: [
            "Which Deployment, and which tag: events of the pod",
            "Whether the tag was meant, and why it was not pushed",
            "Roll back in working hours, or push the image",
        ],
    },
    monitors: {
        mustFire: [
            { monitor: "image-pull-errors", withinSeconds: 120 },
            { monitor: "incident-release", withinSeconds: 120 },
        ],
        // Counts containers that run: the new one never did.
        mayFire: [],
    },
    observation: {
        focus: ["catalogue"],
        logView: {
            name: "The catalogue during a stuck release",
            neutralName: "Lines of the catalogue",
            search: "kube_container_name:catalogue",
        },
    },
    runbook: {
        detect: [
            { say: "A pod waits for an image.", monitor: "image-pull-errors" },
            { say: "No user fails more than usual.", monitor: "shop-failure-rate" },
        ],
        diagnose: [
            {
                say: "One pod serves, one waits in ImagePullBackOff.",
                run: "kubectl -n sock-shop get pods --selector name=catalogue",
            },
            {
                say: "The pod's events name the image and the registry's answer: not found.",
                run: "kubectl -n sock-shop describe pods --selector name=catalogue",
            },
            {
                say: "The tag that the Deployment asks for; compare with its earlier revision.",
                run: "kubectl -n sock-shop rollout history deployment/catalogue",
            },
        ],
        assess: [
            {
                say:
                    "Not urgent: nobody is harmed, and nobody will be as long as the old pod lives. " +
                    "Its node's end or an eviction would take the catalogue away.",
                monitor: "service-unavailable",
            },
        ],
        remediate: [
            {
                say: "Roll back. The old pod belongs to the earlier revision, so nothing restarts.",
                run: "pulumi up -c incident=release -c remediation=restore",
                remediation: "restore",
            },
            { say: "Or push the image that was meant: the kubelet goes on asking for it." },
        ],
        prevent: [
            { say: "Let the pipeline look whether an image is there before it deploys it." },
            {
                say: "Tell whoever rolls out that a rollout does not get on, not who is on call.",
                monitor: "image-pull-errors",
            },
        ],
    },
    recovery:
        "The Deployment asks for the tag of the old pod again; the pod that waits is taken away.",
    acceptedFixes: [
        {
            action: "Roll the catalogue back to the tag that runs",
            why: "the rollout is over at once, because the old pod is there",
            remediation: "restore",
            serves: ["response"],
        },
        {
            action: "Leave it to the team that releases, in working hours",
            why: "no user is harmed; a page at night would be the only harm",
            serves: ["response"],
            isPeoplesWork: true,
        },
    ],
    wrongFixes: [
        {
            action: "Restart or delete the catalogue's old pod",
            why: "it is the only one that serves: nothing would take its place",
        },
        {
            action: "Scale out the front-end",
            why: "nothing is short of capacity",
            remediation: "replicas",
        },
    ],
    prompts: [
        {
            skill: "detect",
            ask: "Something alerts since {{startedAt}}. Is the shop harmed?",
            expect: [
                "no: {{failureRatio}} of requests fail, none of them because of it",
                "a pod of catalogue waits in ImagePullBackOff, another one serves",
            ],
        },
        {
            skill: "diagnose",
            ask: "Why does the catalogue's rollout not finish?",
            expect: [
                "the image tag 0.3.5-hotfix does not exist",
                "the new pod never becomes Ready, so the old one is not taken away",
            ],
        },
        {
            skill: "assess",
            ask: "How urgent is it, and whom would you wake?",
            expect: [
                "not urgent: nobody is harmed",
                "a risk: should the old pod go, nothing takes its place",
                "nobody has to be woken; the team that released it has to know",
            ],
        },
        {
            skill: "remediate",
            ask: "What is the safe way back?",
            expect: [
                "roll back the Deployment catalogue, or push the image",
                "do not delete the old pod",
            ],
        },
    ],
    sources: [
        "Kubernetes 1.35: a rolling update of one pod starts a new one first (maxUnavailable 25 %, rounded down)",
        "kubelet 1.35, image_manager.go: ErrImagePull, then ImagePullBackOff of 10 s doubling to 300 s",
        "The tag is made up: catalogue's releases are numbers alone; no registry was asked",
        "Load: browsing as in the other incidents. Never run on a real cluster: simulated",
    ],
} as const satisfies Scenario);
