// The only reader of process.env. `npm start` sets whatever a person did not; see scripts/start for where secrets come from.
import { readFileSync } from "node:fs";
import * as z from "zod";

const KEY_BYTES = 32;

const port = (standard: number) => z.coerce.number("Give a port number.").int().min(1).max(65_535).default(standard);

const flag = z
  .enum(["0", "1"], "Give 0 or 1.")
  .default("0")
  .transform((text) => text === "1");

const key = z
  .base64("Give 32 random bytes in base64.")
  .transform((text) => Buffer.from(text, "base64"))
  .refine((bytes) => bytes.length === KEY_BYTES, "Give 32 random bytes in base64.");

/** `id:base64,id:base64`: the first encrypts, all decrypt, so that a key can be replaced without losing what it locked. */
const keyRing = z
  .string("Give keys as id:base64, comma-separated, the one to encrypt with first.")
  .transform((text) => text.split(",").map((entry) => entry.trim().split(/:(.*)/s)))
  .pipe(
    z.array(
      z
        .tuple([z.string().regex(/^[\w-]{1,32}$/, "A key's id has letters, digits and dashes."), key], "Write each key as id:base64.")
        .rest(z.string()),
    ),
  )
  .transform((entries) => entries.map(([id, bytes]): EncryptionKey => ({ id, bytes })));

const MAILBOX = /^(?:[^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;

/** `{"payout-approvers": "acme/checker"}`: whoever has that value in the claim holds that role at that merchant. */
const roleMap = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue("Give JSON.");
      return z.NEVER;
    }
  })
  .pipe(
    z.record(
      z.string(),
      z
        .string()
        .regex(/^[^/]+\/[^/]+$/, "Name each role with its merchant, such as acme/checker.")
        .transform((text) => text.split("/"))
        .pipe(z.tuple([z.string(), z.string()])),
    ),
  )
  .transform((map) => Object.entries(map).map(([value, [merchant, role]]) => ({ value, merchant, role })));

const Environment = z
  .object({
    PORT: port(3000),
    SIMULATOR_PORT: port(4010),
    DATABASE_URL: z.url({
      protocol: /^postgres(ql)?$/,
      error: "Give a PostgreSQL address such as postgresql://user:password@host:5432/name.",
    }),
    DATA_DIR: z.string().min(1).default(".data"),
    DEMO: flag,
    ROLE: z.enum(["all", "web", "worker"], "Give all, web or worker.").default("all"),
    NEXTAUTH_SECRET: z
      .string("Give at least 32 characters that nobody can guess.")
      .min(32, "Give at least 32 characters that nobody can guess."),
    NEXTAUTH_URL: z.url({ protocol: /^https?$/, error: "Give the address at which people reach this desk." }),
    ENCRYPTION_KEYS: keyRing,
    BLIND_INDEX_KEY: key,
    BREACHED_PASSWORDS_DIR: z.string().min(1).optional(),
    REST_REQUESTS_PER_MINUTE: z.coerce.number("Give a number.").int().min(1).max(1_000_000).default(6_000),
    OIDC_ISSUER: z.url({ protocol: /^https?$/, error: "Give the issuer's address." }).optional(),
    OIDC_CLIENT_ID: z.string().min(1).optional(),
    OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    OIDC_NAME: z.string().min(1).max(40).default("single sign-on"),
    OIDC_ROLE_CLAIM: z.string().min(1).optional(),
    OIDC_ROLE_MAP: roleMap.optional(),
    OIDC_REPLACES_PASSWORD: flag,
    SMTP_URL: z.url({ protocol: /^smtps?$/, error: "Give a mail server such as smtp://user:password@host:587." }).optional(),
    MAIL_FROM: z.string().regex(MAILBOX, "Give a sender such as Counterfoil <desk@example.com>.").optional(),
    WEBHOOKS_TO_LOOPBACK: flag,
  })
  .refine((valid) => !valid.WEBHOOKS_TO_LOOPBACK || valid.DEMO, {
    path: ["WEBHOOKS_TO_LOOPBACK"],
    error: "WEBHOOKS_TO_LOOPBACK=1 is for the demo alone: it lets webhooks call this very machine.",
  })
  .refine((valid) => (valid.SMTP_URL === undefined) === (valid.MAIL_FROM === undefined), {
    path: ["MAIL_FROM"],
    error: "SMTP_URL and MAIL_FROM go together: give both, or neither.",
  })
  .refine(
    (valid) => [valid.OIDC_CLIENT_ID, valid.OIDC_CLIENT_SECRET].every((one) => (one === undefined) === (valid.OIDC_ISSUER === undefined)),
    {
      path: ["OIDC_ISSUER"],
      error: "OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together: give all, or none.",
    },
  )
  .refine((valid) => (valid.OIDC_ROLE_CLAIM === undefined) === (valid.OIDC_ROLE_MAP === undefined), {
    path: ["OIDC_ROLE_CLAIM"],
    error: "OIDC_ROLE_CLAIM and OIDC_ROLE_MAP go together: give both, or neither.",
  });

export type EncryptionKey = { readonly id: string; readonly bytes: Buffer };
export type Env = Readonly<ReturnType<typeof toEnv>>;

/** The settings of this process. Read on first use, not on import, so that builds and tests can load any module. */
export function env(): Env {
  if (!parsed) {
    adoptSecretFiles(process.env);
    parsed = parseEnv(process.env);
  }
  return parsed;
}

let parsed: Env | undefined;

/** What may stand in a file instead: `NAME_FILE` names it, as container platforms hand secrets out. */
const SECRETS = ["DATABASE_URL", "NEXTAUTH_SECRET", "ENCRYPTION_KEYS", "BLIND_INDEX_KEY", "SMTP_URL", "OIDC_CLIENT_SECRET"];

/** Puts the contents of secret files where the variables would be. Both at once would leave open which one is meant. */
export function adoptSecretFiles(variables: Record<string, string | undefined>): void {
  for (const name of SECRETS) {
    const file = variables[`${name}_FILE`];
    delete variables[`${name}_FILE`];
    if (!file) continue;
    if (variables[name]) throw new Error(`Give ${name} or ${name}_FILE, not both.`);
    variables[name] = readSecret(name, file);
  }
}

function readSecret(name: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new Error(`${name}_FILE names a file that cannot be read.`, { cause });
  }
  if (text === "") throw new Error(`${name}_FILE names an empty file.`);
  return text;
}

/** Every missing or wrong name at once; values stay out of the message, since some of them are secrets. */
export function parseEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const answer = Environment.safeParse(withoutEmpty(variables));
  if (answer.success) return toEnv(answer.data);
  const faults = answer.error.issues.map((issue) => `  ${String(issue.path[0])}: ${issue.message}`);
  throw new Error(`These environment variables are missing or wrong:\n${[...new Set(faults)].join("\n")}`);
}

// A variable set to nothing (`PORT= npm start`, a blank line in .env) means that it is not set.
function withoutEmpty(variables: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
}

function toEnv(valid: z.infer<typeof Environment>) {
  return {
    port: valid.PORT,
    simulatorPort: valid.SIMULATOR_PORT,
    databaseUrl: valid.DATABASE_URL,
    dataDir: valid.DATA_DIR,
    demo: valid.DEMO,
    role: valid.ROLE,
    nextAuthSecret: valid.NEXTAUTH_SECRET,
    nextAuthUrl: valid.NEXTAUTH_URL,
    /** For AES-256-GCM. The first encrypts; a ciphertext names the id of the key that opens it. */
    encryptionKeys: valid.ENCRYPTION_KEYS,
    /** For HMAC-SHA-256 over account numbers, so that equal ones can be found without being readable. */
    blindIndexKey: valid.BLIND_INDEX_KEY,
    /** A folder with range files of stolen passwords, or null: then none is looked up. */
    breachedPasswordsDir: valid.BREACHED_PASSWORDS_DIR ?? null,
    /** How much of the REST door one API key gets. */
    restRequestsPerMinute: valid.REST_REQUESTS_PER_MINUTE,
    /** Through whom mail goes out. Null: it is written and kept, and nobody gets it. */
    mail: valid.SMTP_URL && valid.MAIL_FROM ? { smtpUrl: valid.SMTP_URL, from: valid.MAIL_FROM } : null,
    /** Rehearsals only: a merchant's endpoint may be a program on this very machine, without TLS. */
    webhooksToLoopback: valid.WEBHOOKS_TO_LOOPBACK,
    sso: ssoOf(valid),
  };
}

/** Whose word lets people in besides our own; null: nobody's. */
function ssoOf(valid: z.infer<typeof Environment>) {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = valid;
  if (!issuer || !clientId || !clientSecret) return null;
  const { OIDC_ROLE_CLAIM: claim, OIDC_ROLE_MAP: map } = valid;
  return {
    ...{ issuer, clientId, clientSecret, name: valid.OIDC_NAME, replacesPassword: valid.OIDC_REPLACES_PASSWORD },
    roles: claim && map ? { claim, map } : null,
  };
}

/** The gallery of components: while developing, or where `GALLERY=1` asks for it. Needs no other setting. */
export function showsGallery(): boolean {
  return isDevelopment() || process.env.GALLERY === "1";
}

export function isDevelopment(): boolean {
  return process.env.NODE_ENV !== "production";
}
