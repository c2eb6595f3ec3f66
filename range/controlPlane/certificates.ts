/** Certificates with which one component shows another who it is. */
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { md, pki } from "node-forge";

/** PEM files. */
export interface KeyPair {
    readonly certificate: string;
    readonly key: string;
}

const validityYears = 10;
const ownerOnly = { mode: 0o600 };

/**
 * A client's certificate that is its own authority: whoever is told to trust it trusts nobody else.
 * One that is in the directory already stays. To Kubernetes the client is of that group.
 */
export function createClientCertificate(directory: string, name: string, group?: string): KeyPair {
    const pair = {
        certificate: join(directory, `${name}.crt`),
        key: join(directory, `${name}.key`),
    };
    if (!existsSync(pair.certificate)) {
        const { privateKey } = generateKeyPairSync("rsa", {
            modulusLength: 2048,
            publicKeyEncoding: { type: "spki", format: "pem" },
            privateKeyEncoding: { type: "pkcs8", format: "pem" },
        });
        writeFileSync(pair.key, privateKey, ownerOnly);
        writeFileSync(pair.certificate, selfSigned(name, group, privateKey), ownerOnly);
    }
    return pair;
}

function selfSigned(name: string, group: string | undefined, keyText: string): string {
    const key = pki.privateKeyFromPem(keyText);
    const certificate = pki.createCertificate();
    certificate.publicKey = pki.setRsaPublicKey(key.n, key.e);
    // Positive, and in as few bytes as can be, or the API server refuses it: the first byte is
    // neither from 80 on nor 00.
    certificate.serialNumber = `01${randomBytes(16).toString("hex")}`;
    const { notBefore, notAfter } = certificate.validity;
    notAfter.setFullYear(notBefore.getFullYear() + validityYears);
    const subject = [
        ...(group === undefined ? [] : [{ name: "organizationName", value: group }]),
        { name: "commonName", value: name },
    ];
    certificate.setSubject(subject);
    certificate.setIssuer(subject);
    certificate.setExtensions([
        { name: "basicConstraints", cA: true },
        { name: "keyUsage", digitalSignature: true, keyCertSign: true },
        { name: "extKeyUsage", clientAuth: true },
    ]);
    certificate.sign(key, md.sha256.create());
    return pki.certificateToPem(certificate);
}
