import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { PayeeResult } from "@/lib/domain/account/payee-check";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { aPolicyChange } from "@/lib/testing/policy-factory";
import { aReceiverWithAccount, TEST_IBAN, TEST_SORT_CODE } from "@/lib/testing/receiver-factories";
import { checkNewPayee, checkPayee, takeSuggestedName } from "./check-payee";
import { proposeAccount } from "./propose-account";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
  await aPolicyChange(db(), desk.merchant.id, { accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 0 } });
});
afterAll(() => desk.stop());

async function versionOf(name: string, address: AccountAddress = TEST_IBAN): Promise<string> {
  const { version } = await aReceiverWithAccount(db(), { merchant: desk.merchant, name, address });
  return version.id;
}

const kept = (versionId: string) => db().payeeCheck.findMany({ where: { versionId } });

describe("the receiver's bank", () => {
  const cases: readonly ["ivy" | "truelayer", string, PayeeResult, string | null][] = [
    ["ivy", "Anna Schmidt", "match", null],
    ["ivy", "Anna Partial", "partialMatch", "Jo Payer"],
    ["ivy", "Anna Nomatch", "noMatch", null],
    ["ivy", "Anna Nobank", "notPossible", null],
    ["truelayer", "Anna Schmidt", "match", null],
    ["truelayer", "Anna Partial", "partialMatch", "Anna Partial Ltd"],
    ["truelayer", "Anna Mismatch", "noMatch", null],
    ["truelayer", "Anna Unknown", "notPossible", null],
    ["truelayer", "Anna Slow", "match", null],
  ];
  test.each(cases)(
    "asked through %s about %s answers %s, and that is kept with its evidence",
    async (provider, name, result, suggestedName) => {
      const versionId = await versionOf(name);
      const connectionId = desk[provider].id;
      expect(await checkPayee(desk.maker, { versionId, connectionId })).toEqual({ ok: true, value: { result, suggestedName } });
      const [check] = await kept(versionId);
      const by = { checkedByName: desk.maker.name, provider, connectionId };
      expect(check).toMatchObject({ ...by, result, suggestedName, evidenceId: expect.stringMatching(/^evi_/) });
      if (result === "notPossible") expect(check?.why).toMatch(/\.$|_/);
      const evidence = await db().evidence.findUniqueOrThrow({ where: { id: check?.evidenceId ?? "" } });
      expect(evidence).toMatchObject({ connectionId, purpose: "verifyReceiver", status: expect.any(Number) });
      await expect(db().payeeCheck.deleteMany({ where: { versionId } })).rejects.toThrow(/append-only/);
    },
  );

  test("is asked by a connection that can, whichever is named; where none can, nobody is asked", async () => {
    const uk = await versionOf("Anna Schmidt", TEST_SORT_CODE);
    expect((await checkPayee(desk.checker, { versionId: uk, connectionId: desk.ivy.id })).ok).toBe(true);
    expect(await kept(uk)).toMatchObject([{ provider: "truelayer" }]);
    const card = await versionOf("Anna Schmidt", { kind: "virtualCard", currency: "EUR" });
    expect(await checkPayee(desk.checker, { versionId: card })).toMatchObject({ ok: false, error: { code: "unsupportedAccount" } });
    expect(await kept(card)).toEqual([]);
  });

  test("is asked through another connection where one cannot; where none can nothing is kept, and paying is not held by it", async () => {
    const versionId = await versionOf("Anna Schmidt");
    await desk.control("truelayer/mood", { mood: "down" });
    expect((await checkPayee(desk.maker, { versionId, connectionId: desk.truelayer.id })).ok).toBe(true);
    expect(await kept(versionId)).toMatchObject([{ provider: "ivy" }]);

    await desk.control("ivy/mood", { mood: "down" });
    for (let time = 0; time < 6; time += 1) {
      expect(await checkPayee(desk.maker, { versionId })).toMatchObject({ ok: false, error: { code: "providerUnavailable" } });
    }
    expect(await kept(versionId)).toHaveLength(1);
    await desk.control("truelayer/mood", { mood: "fine" });
    await desk.control("ivy/mood", { mood: "fine" });
    expect(await db().connectionHealth.count({ where: { merchantId: desk.merchant.id, breaker: { not: "closed" } } })).toBe(0);
  });

  test("is asked by the desk itself once about a proposal", async () => {
    const { receiver } = await aReceiverWithAccount(db(), { merchant: desk.merchant });
    const made = await proposeAccount(desk.maker, { receiverId: receiver.id, holderName: "Anna Partial", address: TEST_IBAN });
    if (!made.ok) throw new Error(made.error.sentence);
    const { versionId } = made.value;
    const jobs = await db().$queryRaw<{ n: number }[]>`
      SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'checkPayee' AND data->>'versionId' = ${versionId}`;
    expect(jobs[0]?.n).toBe(1);
    expect(await checkNewPayee({ versionId })).toBe("partialMatch");
    expect(await checkNewPayee({ versionId })).toBe("notDue");
    expect(await kept(versionId)).toMatchObject([{ checkedById: null, checkedByName: "Counterfoil" }]);
  });
});

test("a suggested name is taken with one press: another version, and a proposal like any other", async () => {
  const { receiver, version, account } = await aReceiverWithAccount(db(), { merchant: desk.merchant, name: "Anna Partial" });
  await checkPayee(desk.maker, { versionId: version.id, connectionId: desk.truelayer.id });
  const [check] = await kept(version.id);
  const taken = await takeSuggestedName(desk.maker, { checkId: check?.id ?? "" });
  expect(taken).toMatchObject({ ok: true, value: { receiverAccountId: account.id, isProposal: true } });
  const latest = await db().receiverAccountVersion.findFirstOrThrow({ where: { account: { receiverId: receiver.id }, version: 2 } });
  expect(latest).toMatchObject({ holderName: "Anna Partial Ltd", origin: "payeeCheck", masked: version.masked });
  expect(Buffer.from(latest.blindIndex ?? [])).toEqual(Buffer.from(version.blindIndex ?? []));
  // The name was of the version before: pressed again, it takes nothing back.
  const again = await takeSuggestedName(desk.maker, { checkId: check?.id ?? "" });
  expect(again).toMatchObject({ ok: false, error: { code: "changedMeanwhile" } });
});
