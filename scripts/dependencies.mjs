// Installs what package-lock.json names when node_modules holds something else. Plain JavaScript: nothing is there yet.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

const OLDEST_NODE = [20, 19];

export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  console.error(`Counterfoil needs Node ${OLDEST_NODE.join(".")} or newer; this is ${process.version}.`);
  process.exit(1);
}

export function installDependencies(root) {
  if (isInstalled(root)) return;
  refuseWhileRunning(root);
  console.info("Installing dependencies; this takes a minute ...");
  const [command, ...npm] = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ["npm"];
  const run = spawnSync(command, [...npm, "ci", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (run.status === 0) return;
  console.error("The dependencies could not be installed; npm says why above.");
  process.exit(1);
}

/** npm keeps a lock of what it installed in node_modules; every package must be the one that ours names. */
export function isInstalled(root) {
  const wanted = readPackages(path.join(root, "package-lock.json"));
  const installed = readPackages(path.join(root, "node_modules/.package-lock.json"));
  if (!wanted || !installed) return false;
  const isRight = (name) => installed[name]?.version === wanted[name]?.version;
  const names = Object.keys(wanted).filter((name) => name !== "");
  // Packages for other platforms are optional and rightly absent.
  return names.every((name) => (wanted[name].optional && !installed[name]) || isRight(name)) && Object.keys(installed).every(isRight);
}

function readPackages(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")).packages : undefined;
}

// `npm ci` begins by deleting node_modules, which would pull the floor from under a Counterfoil that runs from here.
function refuseWhileRunning(root) {
  const lock = path.resolve(root, process.env.DATA_DIR || ".data", "lock.json");
  if (!existsSync(lock)) return;
  const { pid, purpose } = JSON.parse(readFileSync(lock, "utf8") || "{}");
  if (!pid || !isAlive(pid)) return;
  console.error(`The dependencies have changed, but ${purpose} (process ${pid}) still runs from here. Stop it first.`);
  process.exit(1);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
