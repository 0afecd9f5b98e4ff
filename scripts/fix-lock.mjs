// Completes package-lock.json after `npm install` with a registry that lacks packages for some platforms. npm leaves
// those out of the lock, and `npm ci` then refuses the lock everywhere. Run it after every change of dependencies.
// What it adds carries no integrity hash: whoever has the full registry should lock again.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

const SYSTEMS = {
  aix: "aix",
  android: "android",
  darwin: "darwin",
  freebsd: "freebsd",
  linux: "linux",
  linuxmusl: "linux",
  netbsd: "netbsd",
  openbsd: "openbsd",
  openharmony: "openharmony",
  sunos: "sunos",
  win32: "win32",
  windows: "win32",
};
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "wasm32", "x64"];
const LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", glibc: "glibc", musl: "musl", musleabihf: "musl", linuxmusl: "musl" };

/** The lock with an entry for every optional dependency of an exact version that it does not resolve yet. */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  const added = [];
  for (const [from, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (!EXACT_VERSION.test(version) || resolved(packages, from, name)?.version === version) continue;
      packages[`${neighbourhood(from)}node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...platformOf(name) };
      added.push(`${name}@${version}`);
    }
  }
  // npm keeps the entries in the order of their names.
  const sorted = Object.fromEntries(Object.entries(packages).sort(([one], [other]) => (one < other ? -1 : 1)));
  return { lock: { ...lock, packages: sorted }, added };
}

/** As Node does it: a package is looked for in its own folder, then beside whoever wants it, then in every folder above. */
function resolved(packages, from, name) {
  const own = packages[`${from ? `${from}/` : ""}node_modules/${name}`];
  if (own || from === "") return own;
  return resolved(packages, neighbourhood(from).replace(/\/$/, ""), name);
}

/** The folder that holds the `node_modules` in which a package lies: another version may already have the place at the top. */
function neighbourhood(from) {
  return from.slice(0, Math.max(0, from.lastIndexOf("node_modules/")));
}

/** Packages for one platform say so in their names: `@next/swc-linux-arm64-musl`. */
function platformOf(name) {
  const words = name.split(/[/-]/);
  const cpu = words.find((word) => PROCESSORS.includes(word));
  const system = words.map((word) => SYSTEMS[word]).find(Boolean);
  const library = words.map((word) => LIBRARIES[word]).find(Boolean);
  return { ...(cpu && { cpu: [cpu] }), ...(system && { os: [system] }), ...(library && { libc: [library] }) };
}

if (process.argv[1] === import.meta.filename) {
  const file = path.resolve(process.argv[2] ?? "package-lock.json");
  const { lock, added } = completeLock(JSON.parse(readFileSync(file, "utf8")));
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.info(added.length > 0 ? `Added ${added.join(", ")}.` : "The lock was complete.");
}
