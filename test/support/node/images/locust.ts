/** Locust from PyPI, for the Python of an unpacked Debian. */
import { chmodSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCommand } from "../../../../range/controlPlane/command";
import { pythonEnvironment } from "../../../../tools/python";

/** The pins with which the load scripts are tested. */
const requirements = resolve(__dirname, "../../../load/requirements.txt");

const launcher = `#!/usr/bin/python3
import sys
from locust.main import main
sys.exit(main())
`;

/** Fills an empty folder with what comes on top of the Debian in another one. */
export async function installLocust(root: string, debian: string): Promise<void> {
    const python = readdirSync(join(debian, "usr/bin")).find((name) => /^python3\.\d+$/.test(name));
    if (python === undefined) {
        throw new Error("The unpacked Debian has no Python.");
    }
    // Debian's Python looks for further packages there.
    const packages = join(root, `usr/local/lib/${python}/dist-packages`);
    const programs = join(root, "usr/local/bin");
    mkdirSync(packages, { recursive: true });
    mkdirSync(programs, { recursive: true });
    const machine = process.arch === "arm64" ? "aarch64" : "x86_64";
    const platforms = ["manylinux2014", "manylinux_2_28"].flatMap((name) => [
        "--platform",
        `${name}_${machine}`,
    ]);
    const version = ["--python-version", python.replace("python", ""), "--implementation", "cp"];
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    const pins = ["--no-deps", "--only-binary", ":all:", "--requirement", requirements];
    const interpreter = await pythonEnvironment(requirements);
    await runCommand(interpreter, [
        ...pip,
        "--target",
        packages,
        ...platforms,
        ...version,
        ...pins,
    ]);
    writeFileSync(join(programs, "locust"), launcher);
    chmodSync(join(programs, "locust"), 0o755);
    symlinkSync(`/usr/bin/${python}`, join(programs, "python"));
}
