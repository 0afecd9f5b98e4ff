// Preloaded into every process that `npm start` looks after. The other end of descriptor 3 is held by `npm start`; when
// that dies, however it dies, the descriptor closes and the process stops too instead of living on unseen.
import { Socket } from "node:net";
import { isMainThread } from "node:worker_threads";

const GRACE_MS = 30_000;

// Threads and children of ours inherit the preload but not the leash.
const isHeld = isMainThread && Number(process.env.COUNTERFOIL_KEEPER) === process.ppid;
delete process.env.COUNTERFOIL_KEEPER;

if (isHeld) {
  const leash = new Socket({ fd: 3, readable: true, writable: false });
  leash.on("error", stop).on("close", stop).resume().unref();
}

function stop() {
  // Nobody reads our output any more; that must not be what ends an orderly stop.
  process.stdout.on("error", () => {});
  process.stderr.on("error", () => {});
  process.kill(0, "SIGTERM");
  setTimeout(() => process.kill(0, "SIGKILL"), GRACE_MS).unref();
}
