import { db } from "@/lib/db/client";
import { ALL_API_SCOPES, type ApiScope, isApiScope } from "@/lib/domain/access/permissions";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { revokeApiKey } from "@/lib/operations/api-keys/revoke-api-key";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, optional, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";
import { table } from "./table";

export const apiKeyCommands: readonly Command[] = [
  {
    name: "api-key create",
    does: "Gives a merchant's own system a key; it is printed this once.",
    usage: "--merchant <slug> [--name <name>] [--scopes <scope,scope>]",
    details: [`Scopes, all unless named: ${ALL_API_SCOPES.join(", ")}.`],
    options: { merchant: TEXT, name: TEXT, scopes: TEXT },
    run: create,
  },
  {
    name: "api-key list",
    does: "Lists a merchant's keys by their first characters.",
    usage: "--merchant <slug>",
    options: { merchant: TEXT },
    run: list,
  },
  {
    name: "api-key revoke",
    does: "Ends a key: its next request is a stranger's.",
    usage: "--merchant <slug> <id or first characters>",
    options: { merchant: TEXT },
    run: revoke,
  },
];

async function create({ values }: Call): Promise<Answer> {
  const scopes = scopesIn(optional(values, "scopes"));
  const merchant = await merchantNamed(needed(values, "merchant"));
  const name = optional(values, "name") ?? "Made at the command line";
  const { apiKeyId, key } = done(await createApiKey(merchant.operator, { merchantId: merchant.id, name, scopes }));
  return {
    text: `${key}\nThis key of ${merchant.name} may ${scopes.join(", ")}. It is not shown again.`,
    json: { key, id: apiKeyId, merchant: merchant.slug, name, scopes },
  };
}

async function list({ values }: Call): Promise<Answer> {
  const merchant = await merchantNamed(needed(values, "merchant"));
  const keys = await db().apiKey.findMany({
    where: { merchantId: merchant.id },
    select: { id: true, name: true, prefix: true, scopes: true, createdAt: true, lastUsedAt: true, revokedAt: true },
    orderBy: { createdAt: "asc" },
  });
  const rows = keys.map(({ id, prefix, name, revokedAt, lastUsedAt }) => {
    const use = revokedAt ? "revoked" : lastUsedAt ? `used ${lastUsedAt.toISOString()}` : "never used";
    return [id, `${prefix}...`, name, use];
  });
  return { text: table(["id", "key", "name", "state"], rows), json: { items: keys } };
}

async function revoke({ values, words }: Call): Promise<Answer> {
  const [wanted] = words;
  if (wanted === undefined) throw new Explained("Say which key, by its id or its first characters.");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const [key, another] = await db().apiKey.findMany({
    where: { merchantId: merchant.id, OR: [{ id: wanted }, { prefix: wanted }] },
    select: { id: true, name: true },
    take: 2,
  });
  if (!key) throw new Explained(`${merchant.name} has no key "${wanted.slice(0, 9)}...". See api-key list.`);
  if (another) throw new Explained(`Several keys begin with ${wanted}: name it by its id. See api-key list.`);
  done(await revokeApiKey(merchant.operator, { apiKeyId: key.id }));
  return { text: `The key "${key.name}" of ${merchant.name} has ended.`, json: { id: key.id } };
}

function scopesIn(typed: string | undefined): readonly ApiScope[] {
  if (typed === undefined) return ALL_API_SCOPES;
  const words = typed.split(",").map((word) => word.trim());
  const unknown = words.find((word) => !isApiScope(word));
  if (unknown !== undefined) throw new Explained(`There is no scope "${unknown}". Scopes: ${ALL_API_SCOPES.join(", ")}.`);
  return words.filter(isApiScope);
}
