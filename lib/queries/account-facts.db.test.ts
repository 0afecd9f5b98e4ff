import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { AccountAddress } from "@/lib/domain/account/address";
import { DEMO_POLICY } from "@/lib/domain/approval/policy";
import { confirmAccount, rejectAccount } from "@/lib/operations/receivers/decide-account";
import { proposeAccount } from "@/lib/operations/receivers/propose-account";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { countAccountProposals, listAccountProposals } from "./list-account-proposals";
import { readAccountDraft } from "./read-account-draft";
import { readAccountFacts, readAccountInForce } from "./read-account-facts";

const OTHER: AccountAddress = { kind: "iban", iban: "DE93500105176719451585" };

let merchant: Merchant;
let maker: Actor & { kind: "person" };
let checker: Actor & { kind: "person" };
beforeAll(async () => {
  merchant = await aMerchant(db(), { policy: { ...DEMO_POLICY, accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 24 } } });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
});

async function factsOf(address: AccountAddress, name?: string) {
  const { version } = await aReceiverWithAccount(db(), { merchant, address, name });
  return { version, read: async (actor: Actor = maker) => (await readAccountFacts(actor, [version.id]))[version.id] };
}

test("an account that somebody else has is flagged; a number that is none is not, and no other merchant's is told", async () => {
  const first = await factsOf(TEST_IBAN, "Anna First");
  expect((await first.read())?.sharedWith).toEqual([]);
  const second = await factsOf(TEST_IBAN, "Berta Second");
  expect((await first.read())?.sharedWith).toMatchObject([{ name: "Berta Second" }]);
  expect((await second.read())?.sharedWith).toMatchObject([{ name: "Anna First" }]);

  const elsewhere = await aReceiverWithAccount(db(), { merchant: await aMerchant(db()), name: "Not here" });
  expect(await readAccountFacts(maker, [elsewhere.version.id])).toEqual({});

  for (const address of [{ kind: "ownAccount" }, { kind: "virtualCard", currency: "EUR" }] as const) {
    await factsOf(address);
    expect((await (await factsOf(address)).read())?.sharedWith).toEqual([]);
  }
});

test("wallets that differ in case alone are the same where case is a checksum, and two where it is part of the address", async () => {
  const upper = { kind: "wallet", address: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", blockchain: "ETH" } as const;
  await factsOf(upper, "Wallet One");
  const lower = await factsOf({ ...upper, address: upper.address.toLowerCase() });
  expect((await lower.read())?.sharedWith).toMatchObject([{ name: "Wallet One" }]);

  const solana = { kind: "wallet", address: "TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA", blockchain: "SOL" } as const;
  await factsOf(solana);
  const another = await factsOf({ ...solana, address: solana.address.replace("Tok", "tok") });
  expect((await another.read())?.sharedWith).toEqual([]);
});

test("an account says what its newest version says that was not rejected, and when it may be paid", async () => {
  const { receiver, account, version } = await aReceiverWithAccount(db(), { merchant });
  const made = await proposeAccount(maker, { receiverId: receiver.id, accountId: account.id, holderName: "Anna", address: OTHER });
  if (!made.ok) throw new Error(made.error.sentence);
  const { versionId } = made.value;
  expect(await readAccountInForce(checker, account.id)).toMatchObject({
    versionId,
    standing: "proposed",
    coolsOffUntil: null,
    mayDecide: true,
  });
  expect(await readAccountInForce(maker, account.id)).toMatchObject({ mayDecide: false, broughtBy: { isYou: true }, coolOffHours: 24 });
  expect(await readAccountDraft(merchant.id, { receiverId: receiver.id, accountId: account.id })).toMatchObject({
    changed: { holderName: "Anna" },
    isProposal: true,
  });

  expect((await rejectAccount(checker, { versionId, note: "Not theirs." })).ok).toBe(true);
  const before = await readAccountInForce(maker, account.id);
  expect(before).toMatchObject({ versionId: version.id, standing: "confirmed", decision: null });
  expect((await readAccountFacts(maker, [versionId]))[versionId]).toMatchObject({
    standing: "rejected",
    decision: { note: "Not theirs." },
  });
});

test("what waits for a second person is listed with what waits for it, and counted for whoever may be that person", async () => {
  const start = await countAccountProposals(checker);
  const { receiver } = await aReceiverWithAccount(db(), { merchant, name: "Cara Waits" });
  const made = await proposeAccount(maker, { receiverId: receiver.id, holderName: "Cara Waits", address: OTHER });
  if (!made.ok) throw new Error(made.error.sentence);
  const version = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: made.value.versionId }, include: { account: true } });
  await aPayout(db(), { merchant, state: "held", to: { receiver, account: version.account, version } });

  expect(await countAccountProposals(checker)).toBe(start + 1);
  expect(await countAccountProposals({ ...checker, personId: maker.personId })).toBe(0);
  expect((await listAccountProposals(checker))[0]).toMatchObject({
    receiverName: "Cara Waits",
    heldCount: 1,
    facts: { standing: "proposed" },
  });

  const call = { calledName: "Cara", calledNumber: "+49 30 901820", calledAt: new Date() };
  expect((await confirmAccount(checker, { versionId: version.id, ...call })).ok).toBe(true);
  expect(await countAccountProposals(checker)).toBe(start);
  const facts = (await readAccountFacts(maker, [version.id]))[version.id];
  expect(facts?.decision?.call).toMatchObject({ name: "Cara", numberMasked: "••• 1820" });
  expect(facts?.coolsOffUntil?.getTime()).toBe((facts?.decision?.at.getTime() ?? 0) + 24 * 60 * 60 * 1000);
});
