import { randomInt } from "node:crypto";
import type pg from "pg";
import { walletIndex } from "@/lib/db/account-index";
import { blindIndex, unseal } from "@/lib/db/seal";
import { AccountAddress, accountNumberOf } from "@/lib/domain/account/address";
import { type LookUpReading, MOST_IDS, readLookUp } from "@/lib/domain/payout/look-up-question";
import { answerLookUp } from "@/lib/queries/answer-look-up";
import { compare, type Measured } from "./measure";
import type { Bench } from "./open-bench";

const CARD = `p."id", p."number", p."state", p."amountMinor"::text, p."currency", c."name", p."reference", p."receiverName",
  p."accountMasked", p."providerPayoutId", p."traceId", p."makerName", p."createdAt", p."settledAt", p."stateAt"`;

type Sample = {
  readonly number: string;
  readonly reference: string;
  readonly orderId: string | null;
  readonly providerPayoutId: string | null;
  readonly traceId: string | null;
  readonly accountLastFour: string | null;
  readonly receiverName: string;
  readonly amount: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly createdAt: Date;
  readonly connectionId: string;
  readonly email: string | null;
  readonly receiverId: string | null;
  readonly versionId: string | null;
  readonly addressSealed: Buffer | null;
  readonly addressKeyId: string | null;
};

/** Everything that a caller may say, of payouts taken at random; each against the one statement by which it could be found. */
export async function benchLookup({ merchantId }: Bench, client: pg.Client): Promise<readonly Measured[]> {
  const samples = await takeSamples(client, merchantId);
  const open = samples.filter(({ addressSealed, email }) => addressSealed !== null && email !== null);
  const back = samples.filter(({ orderId }) => orderId !== null);
  const sent = samples.filter(({ traceId }) => traceId !== null);
  const one = (from: readonly Sample[], round: number): Sample => {
    const sample = from[round % from.length];
    if (!sample) throw new Error("There are no such payouts to be asked for.");
    return sample;
  };
  const place = { today: new Date().toISOString().slice(0, 10), locale: "en-GB" };
  const ask = (text: string) => answerLookUp({ merchantId, timeZone: "Europe/London" }, readLookUp(text, place));
  const least = (name: string, condition: string, values: readonly unknown[], order = 'ORDER BY p."createdAt" DESC') =>
    client.query({
      name,
      text: `SELECT ${CARD} FROM "payout" p JOIN "connection" c ON c."id" = p."connectionId" WHERE p."merchantId" = $1 AND ${condition} ${order} LIMIT 20`,
      values: [merchantId, ...values],
    });
  const day = (at: Date) => at.toISOString().slice(0, 10);

  const kinds: readonly [
    LookUpReading["kind"] | "many",
    string,
    readonly Sample[],
    (one: Sample) => string,
    (one: Sample) => Promise<unknown>,
  ][] = [
    ["number", "number", samples, (p) => p.number, (p) => least("number", 'p."number" = $2', [p.number])],
    ["identifier", "reference", samples, (p) => p.reference, (p) => least("reference", 'p."reference" = $2', [p.reference])],
    ["identifier", "order", back, (p) => p.orderId ?? "", (p) => least("order", 'p."orderId" = $2', [p.orderId])],
    [
      "identifier",
      "provider's id",
      sent,
      (p) => p.providerPayoutId ?? "",
      (p) => least("provider", 'p."connectionId" = $2 AND p."providerPayoutId" = $3', [p.connectionId, p.providerPayoutId], ""),
    ],
    ["identifier", "trace id", sent, (p) => p.traceId ?? "", (p) => least("trace", 'p."traceId" = $2', [p.traceId])],
    [
      "account",
      "account number, whole",
      open,
      numberOf,
      (p) =>
        least(
          "account",
          'p."receiverAccountVersionId" IN (SELECT v."id" FROM "receiver_account_version" v WHERE v."merchantId" = $1 AND v."blindIndex" IN ($2, $3))',
          [blindIndex(numberOf(p)), walletIndex(numberOf(p))],
        ),
    ],
    ["lastFour", "last four", open, (p) => p.accountLastFour ?? "", (p) => least("four", 'p."accountLastFour" = $2', [p.accountLastFour])],
    [
      "email",
      "e-mail",
      open,
      (p) => p.email ?? "",
      (p) => least("email", 'p."receiverId" IN (SELECT r."id" FROM "receiver" r WHERE r."merchantId" = $1 AND r."email" = $2)', [p.email]),
    ],
    [
      "amount",
      "amount with day",
      samples,
      (p) => `${p.amount} ${p.currency} ${day(p.createdAt)}`,
      (p) =>
        least("amount", `p."currency" = $2 AND p."amountMinor" = $3 AND p."createdAt" >= $4::date - 3 AND p."createdAt" < $4::date + 4`, [
          p.currency,
          p.amountMinor,
          day(p.createdAt),
        ]),
    ],
    ["name", "name", samples, (p) => p.receiverName, (p) => least("name", 'p."receiverName" = $2', [p.receiverName])],
    [
      "name",
      "name, words turned round",
      samples,
      (p) => p.receiverName.split(" ").reverse().join(" "),
      (p) => least("turned", 'p."receiverName" = $2', [p.receiverName]),
    ],
    [
      "name",
      "name, mistyped",
      samples,
      (p) => mistype(p.receiverName),
      (p) => least("mistyped", 'p."receiverName" = $2', [p.receiverName]),
    ],
    [
      "name",
      "name that many have",
      samples,
      (p) => p.receiverName.split(" ").at(-1) ?? "",
      (p) => least("many", 'p."receiverName" LIKE $2', [`%${p.receiverName.split(" ").at(-1)}`]),
    ],
  ];

  const measured: Measured[] = [];
  for (const [, name, from, textOf, floor] of kinds) {
    measured.push(
      await compare({ name, product: (round) => ask(textOf(one(from, round))), floor: (round) => floor(one(from, round)), times: 100 }),
    );
  }
  const ids = () => Array.from({ length: MOST_IDS }, () => one(samples, randomInt(samples.length)).number);
  measured.push(
    await compare({
      name: `${MOST_IDS} ids at once`,
      product: () => ask(ids().join("\n")),
      floor: () =>
        client.query({
          name: "ids",
          text: `SELECT ${CARD} FROM "payout" p JOIN "connection" c ON c."id" = p."connectionId" WHERE p."number" = ANY($1)`,
          values: [ids()],
        }),
      times: 20,
    }),
  );
  return measured;
}

async function takeSamples(client: pg.Client, merchantId: string): Promise<readonly Sample[]> {
  const { rows } = await client.query(
    `SELECT p."number", p."reference", p."orderId", p."providerPayoutId", p."traceId", p."accountLastFour", p."receiverName",
       p."amountMinor"::text, p."currency", round(p."amountMinor" / 100, 2)::text AS "amount", p."createdAt", p."connectionId",
       p."receiverId", r."email", v."id" AS "versionId", v."addressSealed", v."addressKeyId"
     FROM (SELECT * FROM "payout" TABLESAMPLE SYSTEM (0.5) LIMIT 20000) p LEFT JOIN "receiver" r ON r."id" = p."receiverId"
     LEFT JOIN "receiver_account_version" v ON v."id" = p."receiverAccountVersionId"
     WHERE p."merchantId" = $1 AND p."currency" IN ('EUR', 'GBP') ORDER BY random() LIMIT 400`,
    [merchantId],
  );
  return rows;
}

function numberOf({ addressSealed, addressKeyId, versionId }: Sample): string {
  if (!addressSealed || !addressKeyId || !versionId) return "";
  return accountNumberOf(AccountAddress.parse(JSON.parse(unseal({ sealed: addressSealed, keyId: addressKeyId, binding: versionId }))));
}

/** Two neighbouring letters of the longest word the other way round. */
function mistype(name: string): string {
  const [longest = ""] = name.split(" ").sort((a, b) => b.length - a.length);
  const middle = Math.floor(longest.length / 2);
  const turned = longest.slice(0, middle) + (longest[middle + 1] ?? "") + (longest[middle] ?? "") + longest.slice(middle + 2);
  return name.replace(longest, turned);
}
