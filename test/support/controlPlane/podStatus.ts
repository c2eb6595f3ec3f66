/** Go templates of the statuses a simulated pod goes through; kwok merges them into the pod. */
import { podAnnotations } from "./options";

/** The pod's containers run; the probes, so to speak, succeed or do not. */
export function runningStatus(ready: boolean, addresses: Readonly<Record<string, string>>): string {
    return `
{{ $now := Now }}
{{ $started := or .status.startTime $now }}
conditions:
- { type: Initialized, status: "True", lastTransitionTime: {{ $started | Quote }} }
${["Ready", "ContainersReady"].map((type) => readiness(type, ready)).join("\n")}
{{ range .spec.readinessGates }}
- { type: {{ .conditionType | Quote }}, status: "True", lastTransitionTime: {{ $now | Quote }} }
{{ end }}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: ${String(ready)}
  started: true
  restartCount: 0
  state: { running: { startedAt: {{ $started | Quote }} } }
{{ end }}
initContainerStatuses:
{{ range .spec.initContainers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: true
  restartCount: 0
  {{ if eq .restartPolicy "Always" }}
  started: true
  state: { running: { startedAt: {{ $started | Quote }} } }
  {{ else }}
  state:
    terminated:
      exitCode: 0
      reason: Completed
      startedAt: {{ $started | Quote }}
      finishedAt: {{ $started | Quote }}
  {{ end }}
{{ end }}
hostIP: {{ NodeIPWith .spec.nodeName | Quote }}
${podAddress(addresses)}
phase: Running
startTime: {{ $started | Quote }}
`;
}

/** The pod's containers have exited: with 0, or with the code that the pod's annotation names. */
export function endedStatus(succeeded: boolean): string {
    const [phase, reason] = succeeded ? ["Succeeded", "Completed"] : ["Failed", "Error"];
    const exitCode = succeeded
        ? "0"
        : `{{ index .metadata.annotations "${podAnnotations.exitCode}" }}`;
    return `
{{ $now := Now }}
{{ $started := .status.startTime }}
conditions:
${["Ready", "ContainersReady"]
    .map(
        (type) =>
            `- { type: ${type}, status: "False", reason: Pod${succeeded ? "Completed" : "Failed"}, ` +
            "lastTransitionTime: {{ $now | Quote }} }",
    )
    .join("\n")}
containerStatuses:
{{ range .spec.containers }}
- name: {{ .name | Quote }}
  image: {{ .image | Quote }}
  ready: false
  started: false
  restartCount: 0
  state:
    terminated:
      exitCode: ${exitCode.replace("index .", "index $.")}
      reason: ${reason}
      startedAt: {{ $started | Quote }}
      finishedAt: {{ $now | Quote }}
{{ end }}
phase: ${phase}
`;
}

function readiness(type: string, ready: boolean): string {
    const why = ready
        ? 'status: "True"'
        : 'status: "False", reason: ContainersNotReady, message: "containers with unready status"';
    return `- { type: ${type}, ${why}, lastTransitionTime: {{ $now | Quote }} }`;
}

/** kwok's made-up address, the same for the pod's whole life, unless the test named another. */
function podAddress(addresses: Readonly<Record<string, string>>): string {
    const named = Object.entries(addresses).map(
        ([deployment, address]) => `${JSON.stringify(deployment)} ${JSON.stringify(address)}`,
    );
    return `
{{ $owner := dict }}
{{ range .metadata.ownerReferences }}{{ $owner = . }}{{ end }}
{{ $set := regexReplaceAll "-[^-]+$" (or $owner.name "") "" }}
{{ $named := get (dict ${named.join(" ")}) (printf "%s/%s" .metadata.namespace $set) }}
{{ $made := PodIPWith .spec.nodeName (or .spec.hostNetwork false) .metadata.uid .metadata.name .metadata.namespace }}
{{ $address := or .status.podIP $named $made }}
podIP: {{ $address | Quote }}
podIPs: [{ ip: {{ $address | Quote }} }]
`;
}
