/*
 * Imported first by the program: the Kubernetes client cannot even be loaded by an older Node.js,
 * and what it says then helps nobody.
 */
const required = 22;

const [major = 0] = process.versions.node.split(".").map(Number);
if (major < required) {
    throw new Error(
        `Node.js ${process.versions.node} is too old for this program: it needs ${required} or ` +
            "newer. Install one, or use the one that npm ci has brought along: npm run pulumi -- up",
    );
}
