/** What every image stands on: C libraries, a shell and Python, unpacked from Debian's packages. */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../../../range/controlPlane/command";

/** What Node needs beside C's own library, a shell, and Python. */
const wanted = ["libstdc++6", "busybox-static", "python3-minimal", "libpython3-stdlib", "zlib1g"];

/** Only for installing packages, which nobody does in these images. */
const needless =
    /^(dpkg|tar|perl.*|libperl.*|libgdbm.*|mailcap|mime-support|install-info|libmd0|libselinux1|libacl1|libpcre2.*)$/;

/** Fills an empty folder. */
export async function unpackDebian(root: string, downloads: string): Promise<void> {
    mkdirSync(downloads);
    await runCommand("apt-get", ["download", ...(await closure())], { cwd: downloads });
    for (const name of readdirSync(downloads)) {
        await runCommand("dpkg-deb", ["--extract", join(downloads, name), root]);
    }
    // Packages of newer releases have nothing in the old places, and need the links.
    for (const name of ["bin", "sbin", "lib", "lib64"]) {
        if (!existsSync(join(root, name))) {
            symlinkSync(`usr/${name}`, join(root, name));
        }
    }
    for (const name of ["dev", "etc", "proc", "sys", "tmp", "usr/local/bin", "usr/share/doc"]) {
        mkdirSync(join(root, name), { recursive: true });
    }
    chmodSync(join(root, "tmp"), 0o1777);
    const users = ["root:x:0:0::/root:/bin/sh", "locust:x:1000:1000::/tmp:/bin/sh"];
    writeFileSync(join(root, "etc/passwd"), `${users.join("\n")}\n`);
    for (const program of ["sh", "sleep", "cat", "ls", "ps", "wget"]) {
        if (!existsSync(join(root, "bin", program))) {
            symlinkSync("/bin/busybox", join(root, "bin", program));
        }
    }
}

/** The wanted packages and what they depend on, as this machine's apt knows them. */
async function closure(): Promise<readonly string[]> {
    const without = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"];
    const text = await runCommand("apt-cache", [
        "depends",
        "--recurse",
        ...without.map((relation) => `--no-${relation}`),
        ...wanted,
    ]);
    const names = text.split("\n").filter((line) => /^\w/.test(line) && !needless.test(line));
    return [...new Set(names)];
}
