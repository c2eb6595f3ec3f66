import type { Pod } from "../../../twin/pod/pod";

/** The container that an event is about: the one it names, else the application's. */
export function containerOf(pod: Pod, message: string): string {
    const named = pod.containers.find(
        ({ spec }) =>
            new RegExp(`[Cc]ontainer:? ${spec.name}( |$)`).test(message) ||
            message.includes(`"${spec.image}"`),
    );
    return (named ?? pod.main).spec.name;
}
