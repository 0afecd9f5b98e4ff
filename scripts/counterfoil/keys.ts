import { env } from "@/lib/env";
import { countSealed } from "@/lib/operations/keys/count-sealed";
import { rotateKeys } from "@/lib/operations/keys/rotate-keys";
import { newEncryptionKey } from "../start/secrets";
import type { Answer, Call, Command } from "./command";
import { operatorName } from "./installation";
import { table } from "./table";

const NO_OPTIONS = {};

export const keyCommands: readonly Command[] = [
  {
    name: "keys new",
    does: "Prints a new encryption key, to be put first in ENCRYPTION_KEYS. Nothing is stored.",
    usage: "",
    details: ["The keys before it stay behind it, separated by commas, until keys list shows nothing under them."],
    options: NO_OPTIONS,
    run: async () => {
      const key = newEncryptionKey();
      return { text: key, json: { key } };
    },
  },
  {
    name: "keys list",
    does: "Tells how many secrets are locked with which key.",
    usage: "",
    options: NO_OPTIONS,
    run: list,
  },
  {
    name: "keys rotate",
    does: "Locks everything secret in the database with the first key, while the product runs.",
    usage: "",
    details: ["It can be stopped and begun again at any time. docs/security/keys.md says what comes before and after."],
    options: NO_OPTIONS,
    run: rotate,
  },
];

async function list(): Promise<Answer> {
  const items = await countSealed();
  const known = new Set(env().encryptionKeys.map(({ id }) => id));
  const standing = (keyId: string) => (keyId === env().encryptionKeys[0]?.id ? "encrypts" : known.has(keyId) ? "decrypts" : "missing");
  const rows = items.map(({ table: of, name, keyId, rows: count }) => [`${of}.${name}`, keyId, standing(keyId), String(count)]);
  return { text: table(["secret", "key", "this key", "rows"], rows), json: { items } };
}

async function rotate({ say }: Call): Promise<Answer> {
  const { keyId, columns } = await rotateKeys({ actorName: operatorName(), onBatch: (done) => say(`${done} locked anew`) });
  const left = (await countSealed()).filter((one) => one.keyId !== keyId).reduce((sum, { rows }) => sum + rows, 0);
  if (left > 0) process.exitCode = 1;
  const rows = columns.map(({ table: of, name, rows: count }) => [`${of}.${name}`, String(count)]);
  const end = left === 0 ? "Nothing is left under another key." : `${left} are still under another key: run it again.`;
  return { text: `${table([`locked with ${keyId}`, "rows"], rows)}\n${end}`, json: { keyId, columns, left } };
}
