/** Signal 0 only asks. A process of somebody else answers with EPERM, and is there. */
export function isAlive(processId: number): boolean {
    try {
        process.kill(processId, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}
