import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { newLinkToken } from "@/lib/db/link-token";
import type { Actor } from "@/lib/domain/access/actor";
import type { AccountAddress } from "@/lib/domain/account/address";
import { actorOf, aMerchant, aPerson } from "@/lib/testing/factories";
import { aReceiverWithAccount, TEST_IBAN } from "@/lib/testing/receiver-factories";
import { answerAsk } from "./answer-ask";
import { askReceiver } from "./ask-receiver";
import { closeReceiver } from "./close-receiver";
import { confirmAccount } from "./decide-account";
import { openAsk } from "./open-ask";
import { revokeAsk } from "./revoke-ask";

let merchant: Merchant;
let maker: Actor;
let checker: Actor;
beforeAll(async () => {
  merchant = await aMerchant(db(), { name: "Northwind Traders" });
  maker = actorOf(await aPerson(db(), { merchant, role: "maker" }), merchant);
  checker = actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
});

const IBAN = { holderName: "Anna Schmidt", address: TEST_IBAN };
/** Another one each time, so that the tests do not count for each other. */
const address = () => `2001:db8::${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}`;

async function asked(name = "Anna Schmidt") {
  const { receiver } = await aReceiverWithAccount(db(), { merchant, name });
  const made = await askReceiver(maker, { receiverId: receiver.id });
  if (!made.ok) throw new Error(made.error.sentence);
  return { receiverId: receiver.id, ...made.value };
}

const answer = (token: string, typed: { holderName: string; address: AccountAddress } = IBAN) =>
  answerAsk({ token, ipAddress: address(), answer: typed });
const accountsOf = (receiverId: string) => db().receiverAccount.count({ where: { receiverId } });
const expire = (askId: string) =>
  db().$transaction([
    db().$executeRawUnsafe(`ALTER TABLE "receiver_ask" DISABLE TRIGGER guard_receiver_ask`),
    db().receiverAsk.update({
      where: { id: askId },
      data: { askedAt: new Date(Date.now() - 10_000), expiresAt: new Date(Date.now() - 1) },
    }),
    db().$executeRawUnsafe(`ALTER TABLE "receiver_ask" ENABLE TRIGGER guard_receiver_ask`),
  ]);

describe("a link to the receiver", () => {
  test("tells the merchant's name and nothing else, and is kept only as a hash", async () => {
    const { token, askId } = await asked();
    expect(await openAsk({ token, ipAddress: address() })).toEqual({
      kind: "open",
      merchantId: merchant.id,
      merchantName: "Northwind Traders",
    });
    const row = await db().receiverAsk.findUniqueOrThrow({ where: { id: askId } });
    expect(JSON.stringify(row)).not.toContain(token.slice(0, 20));
    const audit = await db().auditEntry.findMany({ where: { merchantId: merchant.id, event: "receiver.asked" } });
    expect(JSON.stringify(audit)).toContain(askId);
    expect(JSON.stringify(audit)).not.toContain(token.slice(0, 20));
  });

  test("brings a proposal that the one who asked cannot confirm, and somebody else can", async () => {
    const { receiverId, token, askId } = await asked();
    expect(await answer(token)).toMatchObject({ ok: true });
    const { accountVersionId } = await db().receiverAsk.findUniqueOrThrow({ where: { id: askId } });
    const version = await db().receiverAccountVersion.findUniqueOrThrow({ where: { id: accountVersionId ?? "" } });
    expect(version).toMatchObject({ needsConfirmation: true, origin: "receiver", holderName: "Anna Schmidt" });
    const call = { versionId: version.id, calledName: "Anna Schmidt", calledNumber: "+49 30 901820", calledAt: new Date() };
    expect(await confirmAccount(maker, call)).toMatchObject({ ok: false });
    expect(await confirmAccount(checker, call)).toMatchObject({ ok: true });
    const told = await db().auditEntry.findFirstOrThrow({ where: { subjectId: receiverId, event: "receiver.askAnswered" } });
    expect(told).toMatchObject({ actorKind: "system", details: { askId, askedBy: maker.name } });
  });

  test("is used once, whatever is posted at the same moment", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { receiverId, token } = await asked();
      const answers = await Promise.all([answer(token), answer(token), answer(token)]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await accountsOf(receiverId)).toBe(2);
    }
  });

  test("asking again while the one before is being answered: one account at most by each, and neither waits for the other for ever", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { receiverId, token } = await asked();
      const [answered, again] = await Promise.all([answer(token), askReceiver(maker, { receiverId })]);
      expect(again).toMatchObject({ ok: true });
      expect(await accountsOf(receiverId)).toBe(answered.ok ? 2 : 1);
    }
  });

  test("asking and closing at once end with a closed receiver and no link that works", async () => {
    for (let round = 0; round < 5; round += 1) {
      const { receiverId } = await asked();
      const [again, closed] = await Promise.all([
        askReceiver(maker, { receiverId }),
        closeReceiver(maker, { receiverId, reason: "Account was taken over" }),
      ]);
      expect(closed).toMatchObject({ ok: true });
      if (again.ok) expect(await openAsk({ token: again.value.token, ipAddress: address() })).toEqual({ kind: "dead" });
      expect(await db().receiverAsk.count({ where: { receiverId, usedAt: null, revokedAt: null } })).toBe(0);
    }
  });

  test("stays good while something has to be changed first", async () => {
    const { receiverId, token } = await asked();
    const doubtful = { holderName: "Anna", address: { kind: "bsb", bsb: "062000", accountNumber: "1234" } as const };
    const refused = await answer(token, doubtful);
    expect(refused).toMatchObject({ ok: false, error: { code: "accountDoubtful" } });
    expect(await accountsOf(receiverId)).toBe(1);
    const doubts = refused.ok ? [] : [...(refused.error.fields?.address ?? [])];
    expect(await answerAsk({ token, ipAddress: address(), answer: { ...doubtful, confirmedDoubts: doubts } })).toMatchObject({ ok: true });
  });

  test("that was used, taken back, ran out, is a guess, or is about a closed receiver: all look the same", async () => {
    const used = await asked();
    await answer(used.token);
    const revoked = await asked();
    expect(await revokeAsk(maker, { askId: revoked.askId })).toMatchObject({ ok: true });
    const replaced = await asked();
    await askReceiver(maker, { receiverId: replaced.receiverId });
    const expired = await asked();
    await expire(expired.askId);
    const closed = await asked();
    await closeReceiver(maker, { receiverId: closed.receiverId, reason: "Account was taken over" });
    const dead = [used, revoked, replaced, expired, closed].map(({ token }) => token);
    const guesses = [newLinkToken("receiver-ask").token, `${dead[0]?.slice(0, -1)}A`, "x", ""];

    const opened = await Promise.all([...dead, ...guesses].map((token) => openAsk({ token, ipAddress: address() })));
    expect(opened).toEqual(opened.map(() => ({ kind: "dead" })));
    const answers = await Promise.all([...dead, ...guesses].map((token) => answer(token)));
    expect(new Set(answers.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(answers[0])]));
    expect(answers[0]).toMatchObject({ ok: false, error: { code: "notFound" } });
  });

  test("is not used for accounts that no receiver knows the details of", async () => {
    const { token } = await asked();
    const card = { holderName: "Anna", address: { kind: "virtualCard", currency: "EUR" } as const };
    expect(await answer(token, card)).toMatchObject({ ok: false, error: { code: "unsupportedAccount" } });
    expect(await answer(token, { holderName: "Anna", address: { kind: "ownAccount" } })).toMatchObject({ ok: false });
  });

  test("is counted by link and by address", async () => {
    const { token } = await asked();
    const tries = await Promise.all(Array.from({ length: 35 }, () => openAsk({ token, ipAddress: address() })));
    expect(tries.filter(({ kind }) => kind === "open")).toHaveLength(30);
    expect(await answer(token)).toMatchObject({ ok: false, error: { code: "lockedOut" } });

    const guesser = address();
    const guesses = await Promise.all(
      Array.from({ length: 70 }, () => openAsk({ token: newLinkToken("receiver-ask").token, ipAddress: guesser })),
    );
    expect(guesses.filter(({ kind }) => kind === "dead")).toHaveLength(60);
    expect(guesses.filter(({ kind }) => kind === "slowDown")).toHaveLength(10);
    const keys = await db().rateLimit.findMany({ select: { key: true } });
    expect(JSON.stringify(keys)).not.toContain(guesser);
  }, 60_000);

  test("cannot be altered or opened again past the operations", async () => {
    const { askId } = await asked();
    const where = { id: askId };
    await expect(db().receiverAsk.update({ where, data: { expiresAt: new Date(Date.now() + 1e9) } })).rejects.toThrow(/append-only/);
    await expect(db().receiverAsk.delete({ where })).rejects.toThrow(/append-only/);
    await revokeAsk(maker, { askId });
    await expect(db().receiverAsk.update({ where, data: { revokedAt: null, revokedByName: null } })).rejects.toThrow(/ends once/);
  });
});
