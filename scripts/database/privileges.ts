// PostgreSQL refuses to run as root. Ordinary users run it as they are; for root there are two ways to be nobody.
import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, statSync } from "node:fs";
import path from "node:path";
import { Explained } from "../explained";

const NOBODY = 65_534;

export type Invocation = { readonly command: string; readonly args: readonly string[]; readonly uid?: number; readonly gid?: number };

export type Privileges = {
  readonly kind: "ordinaryUser" | "userNamespace" | "nobody";
  invoke(command: string, args: readonly string[]): Invocation;
  /** Makes a file or folder of ours belong to the user that PostgreSQL will run as. */
  handOver(file: string): void;
  /** Lets that user through the folder that the data folder lies in, which is otherwise closed to everybody else. */
  openWayTo(dataFolder: string): void;
};

/** How to run PostgreSQL on this folder here. Who made a data folder must keep running it, so its owner decides. */
export function choosePrivileges(dataFolder: string): Privileges {
  const self = process.getuid?.();
  if (self === undefined) {
    throw new Explained("The embedded PostgreSQL runs on Linux and macOS only. Set DATABASE_URL to a PostgreSQL of your own.");
  }
  const owner = existsSync(dataFolder) ? statSync(dataFolder).uid : undefined;
  if (owner !== undefined && owner !== self && !(self === 0 && owner === NOBODY)) {
    throw new Explained(
      `The database in ${dataFolder} belongs to another user (id ${owner}). Start as that user, or choose another DATA_DIR.`,
    );
  }
  if (self !== 0) return ordinaryUser;
  if (owner === NOBODY) return nobody;
  if (canEnterUserNamespace()) return userNamespace;
  if (owner === 0) {
    throw new Explained(
      `The database in ${dataFolder} was made by root in a user namespace, which this system does not allow now. Run \`chown -R ${NOBODY}:${NOBODY} ${dataFolder}\` and start again.`,
    );
  }
  return nobody;
}

const ordinaryUser: Privileges = {
  kind: "ordinaryUser",
  invoke: (command, args) => ({ command, args }),
  handOver: () => {},
  openWayTo: () => {},
};

// Inside the namespace the process is nobody, outside it is still root: data and binaries may lie under /root, owned by root.
const userNamespace: Privileges = {
  kind: "userNamespace",
  invoke: (command, args) => ({ command: "unshare", args: [...INTO_NAMESPACE, command, ...args] }),
  handOver: () => {},
  openWayTo: () => {},
};

const INTO_NAMESPACE = ["--user", `--map-user=${NOBODY}`, `--map-group=${NOBODY}`];

function canEnterUserNamespace(): boolean {
  return spawnSync("unshare", [...INTO_NAMESPACE, "true"]).status === 0;
}

// Many containers forbid user namespaces. An id without an entry in the user list does not do: initdb looks the user up.
const nobody: Privileges = {
  kind: "nobody",
  invoke: (command, args) => ({ command, args, uid: NOBODY, gid: NOBODY }),
  handOver: (file) => chownSync(file, NOBODY, NOBODY),
  // Passing is all that is granted: what lies beside it stays unlisted, and secrets are closed by their own mode.
  openWayTo: (dataFolder) => chmodSync(path.dirname(dataFolder), 0o711),
};
