// The keys of one installation. Whoever holds them can read the providers' settings and forge sessions: they are made once,
// kept in a file that only its owner reads, and reach the processes as environment variables, never as arguments.
import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { ensureDataFolder } from "../data-folder";
import { Explained } from "../explained";
import { writeSecretFile } from "../secret-file";

const SecretsFile = z.object({ NEXTAUTH_SECRET: z.string(), ENCRYPTION_KEYS: z.string(), BLIND_INDEX_KEY: z.string() });
export type Secrets = z.infer<typeof SecretsFile>;

export type LoadedSecrets = {
  readonly values: Secrets;
  /** True when they were made just now: nothing that exists already can have been locked with them. */
  readonly areNew: boolean;
  /** Takes newly made secrets back. */
  forget(): void;
};

/** From the environment where given, else from the data folder, else made now unless `mayMake` forbids. */
export function loadSecrets(dataDir: string, given: Partial<Secrets>, { mayMake }: { mayMake: boolean }): LoadedSecrets {
  const file = path.join(dataDir, "secrets.json");
  const complete = SecretsFile.safeParse(given);
  if (complete.success) return { values: complete.data, areNew: false, forget: () => {} };
  if (existsSync(file)) return { values: { ...readSecrets(file), ...given }, areNew: false, forget: () => {} };
  if (!mayMake) {
    throw new Explained(
      `Machines that share a database must share its secrets: set ${Object.keys(SecretsFile.shape).join(", ")} on each of them (see .env.example).`,
    );
  }
  ensureDataFolder(dataDir);
  const values = { ...makeSecrets(), ...given };
  writeSecretFile(file, `${JSON.stringify(values, null, 2)}\n`);
  return { values, areNew: true, forget: () => rmSync(file) };
}

export function givenSecrets(variables: NodeJS.ProcessEnv): Partial<Secrets> {
  return Object.fromEntries(Object.keys(SecretsFile.shape).flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])));
}

function readSecrets(file: string): Secrets {
  try {
    return SecretsFile.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw new Explained(`${file} cannot be read. It holds the keys of this installation: bring it back from a copy.`);
  }
}

function makeSecrets(): Secrets {
  return {
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    ENCRYPTION_KEYS: newEncryptionKey(),
    BLIND_INDEX_KEY: randomBytes(32).toString("base64"),
  };
}

/** `id:base64`, named by what it is, so that two installations never give the same name to different keys. */
export function newEncryptionKey(): string {
  const key = randomBytes(32);
  return `${createHash("sha256").update(key).digest("hex").slice(0, 8)}:${key.toString("base64")}`;
}
