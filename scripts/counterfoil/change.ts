import { db } from "@/lib/db/client";
import { ChangeWish, ENDPOINT_CHANGES, KEY_CHANGES, RATE_CHANGES, sayWish, TEAM_CHANGES } from "@/lib/domain/access/change";
import { decideKeyChange } from "@/lib/operations/api-keys/decide-key-change";
import { decideEndpointChange } from "@/lib/operations/endpoints/decide-endpoint-change";
import { decideTeamChange } from "@/lib/operations/people/decide-team-change";
import { decideRateChange } from "@/lib/operations/policies/decide-rate-change";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, TEXT } from "./command";
import { merchantNamed } from "./installation";
import { done } from "./outcome";
import { table } from "./table";

export const changeCommands: readonly Command[] = [
  {
    name: "change list",
    does: "Lists what waits for a second admin: roles, invitations, API keys, webhook endpoints, exchange rates.",
    usage: "--merchant <slug>",
    options: { merchant: TEXT },
    run: list,
  },
  {
    name: "change confirm",
    does: "Confirms it as the operator, for a merchant with a single admin; the audit trail says so.",
    usage: "--merchant <slug> <id>",
    options: { merchant: TEXT },
    run: (call) => decide(call, "confirmed"),
  },
  {
    name: "change decline",
    does: "Declines it as the operator.",
    usage: "--merchant <slug> <id>",
    options: { merchant: TEXT },
    run: (call) => decide(call, "declined"),
  },
];

async function list({ values }: Call): Promise<Answer> {
  const merchant = await merchantNamed(needed(values, "merchant"));
  const changes = await db().accessChange.findMany({
    where: { merchantId: merchant.id, outcome: null, expiresAt: { gt: new Date() } },
    orderBy: { proposedAt: "asc" },
  });
  const items = changes.map(({ id, wish, proposedByName, expiresAt }) => {
    return { id, asked: sayWish(ChangeWish.parse(wish)), by: proposedByName, until: expiresAt.toISOString() };
  });
  return {
    text: table(
      ["id", "asked for", "by", "open until"],
      items.map((one) => Object.values(one)),
    ),
    json: { items },
  };
}

const DECIDERS = [
  [KEY_CHANGES, decideKeyChange],
  [ENDPOINT_CHANGES, decideEndpointChange],
  [TEAM_CHANGES, decideTeamChange],
  [RATE_CHANGES, decideRateChange],
] as const;

async function decide({ values, words }: Call, verdict: "confirmed" | "declined"): Promise<Answer> {
  const [changeId] = words;
  if (changeId === undefined) throw new Explained("Say which change, by its id. See change list.");
  const merchant = await merchantNamed(needed(values, "merchant"));
  const change = await db().accessChange.findFirst({ where: { id: changeId, merchantId: merchant.id } });
  const kind = change?.kind;
  if (kind === undefined) throw new Explained(`${merchant.name} has no change ${changeId}. See change list.`);
  const [, by] = DECIDERS.find(([kinds]) => kinds.some((one) => one === kind)) ?? [];
  if (!by) throw new Explained(`${changeId} is decided on its own page.`);
  const { link } = done(await by(merchant.operator, { changeId, verdict }));
  const told = link ? ` No mail goes out here; hand over this path: ${link}` : "";
  return { text: `The change is ${verdict}.${told}`, json: { id: changeId, verdict, ...(link ? { link } : {}) } };
}
