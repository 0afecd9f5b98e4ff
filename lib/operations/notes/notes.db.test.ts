import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import type { Merchant } from "@/lib/db/generated/client";
import { NO_FILTERS } from "@/lib/domain/payout/filters";
import { assignPayout } from "@/lib/operations/payouts/assign-payout";
import { listMentions } from "@/lib/queries/list-mentions";
import { listPayouts } from "@/lib/queries/list-payouts";
import { readOverview } from "@/lib/queries/read-overview";
import { readPayout } from "@/lib/queries/read-payout";
import { actorOf, aMerchant, aPerson, type TestPerson } from "@/lib/testing/factories";
import { aPayout } from "@/lib/testing/payout-factory";
import { aHolder, aRole } from "@/lib/testing/role-factory";
import { seeMentions } from "./see-mentions";
import { writeNote } from "./write-note";

let merchant: Merchant;
let people: { readonly cleo: TestPerson; readonly sam: TestPerson };
let actors: { readonly cleo: ReturnType<typeof actorOf>; readonly sam: ReturnType<typeof actorOf> };
beforeAll(async () => {
  merchant = await aMerchant(db());
  const cleo = await aPerson(db(), { merchant, role: "checker", name: "Cleo Checker" });
  const sam = await aPerson(db(), { merchant, role: "support", name: "Sam Support" });
  people = { cleo, sam };
  actors = { cleo: actorOf(cleo, merchant), sam: actorOf(sam, merchant) };
});

const mailsTo = ({ id }: TestPerson, payoutNumber: string) =>
  db().mail.findMany({ where: { personId: id, subject: { contains: payoutNumber.slice(2, 6) } }, orderBy: { queuedAt: "asc" } });
const onPage = async (actor: ReturnType<typeof actorOf>, payoutId: string) => {
  const view = await readPayout(actor, payoutId);
  if (!view) throw new Error("It is there.");
  return view;
};

describe("a note on a payout", () => {
  test("that speaks of somebody reaches them by mail and on their overview, until they have opened the payout", async () => {
    const payout = await aPayout(db(), { merchant, state: "settled" });
    const text = `Could @[${people.cleo.id}] call the bank? See https://elsewhere.test/x`;
    expect(await writeNote(actors.sam, { payoutId: payout.id, text })).toMatchObject({ ok: true });
    const [mail] = await mailsTo(people.cleo, payout.number);
    expect(mail?.subject).toMatch(/^Sam Support speaks of you in a note on payout CF-/);
    expect(mail?.text).toContain("> Could @Cleo Checker call the bank? See [an address, left out]");
    expect((await listMentions(actors.cleo)).find(({ number }) => number === payout.number)).toMatchObject({ authorName: "Sam Support" });

    const seen = await onPage(actors.cleo, payout.id);
    expect(seen.hasNews).toBe(true);
    expect(seen.notes[0]?.words[1]).toEqual({ who: { kind: "person", name: "Cleo Checker", isYou: true } });
    expect(await seeMentions(actors.cleo, { payoutId: payout.id })).toEqual({ ok: true, value: { seen: 1 } });
    expect(await seeMentions(actors.cleo, { payoutId: payout.id })).toEqual({ ok: true, value: { seen: 0 } });
    expect((await onPage(actors.cleo, payout.id)).hasNews).toBe(false);
    expect((await listMentions(actors.cleo)).filter(({ number }) => number === payout.number)).toEqual([]);
  });

  test("names people as they are called when it is read, and stands in the timeline", async () => {
    const payout = await aPayout(db(), { merchant });
    const ann = await aPerson(db(), { merchant, role: "maker", name: "Ann Before" });
    await writeNote(actors.sam, { payoutId: payout.id, text: `@[${ann.id}] knows.` });
    await db().person.update({ where: { id: ann.id }, data: { name: "Ann After" } });
    const { timeline } = await onPage(actors.sam, payout.id);
    expect(timeline[0]).toMatchObject({ kind: "note", words: [{ who: { name: "Ann After" } }, { text: " knows." }] });
  });

  test("speaks of nobody who may not see the payout, and then is not written at all", async () => {
    const payout = await aPayout(db(), { merchant });
    const stranger = await aPerson(db(), { merchant: await aMerchant(db()), role: "maker" });
    const gone = await aPerson(db(), { merchant, role: "maker", disabledAt: new Date() });
    const blind = await aHolder(db(), await aRole(db(), { merchant, permissions: ["overview.view"] }));
    for (const id of [stranger.id, gone.id, blind.personId, "per_none"]) {
      const refused = await writeNote(actors.sam, { payoutId: payout.id, text: `@[${id}] look` });
      expect(refused).toMatchObject({ ok: false, error: { code: "invalidInput", fields: { text: [expect.any(String)] } } });
    }
    expect(await db().payoutNote.count({ where: { payoutId: payout.id } })).toBe(0);
    expect(await db().payoutMention.count({ where: { payoutId: payout.id } })).toBe(0);
  });

  test("stays as it was written, and is seen once", async () => {
    const payout = await aPayout(db(), { merchant });
    await writeNote(actors.sam, { payoutId: payout.id, text: `@[${people.cleo.id}] @[${people.sam.id}] hello` });
    const mentions = { where: { payoutId: payout.id } };
    // Whoever writes of themselves knows it.
    expect(await db().payoutMention.count(mentions)).toBe(1);
    await expect(db().payoutNote.updateMany({ where: { payoutId: payout.id }, data: { text: "other" } })).rejects.toThrow(/append-only/);
    await expect(db().payoutMention.updateMany({ ...mentions, data: { personId: people.sam.id } })).rejects.toThrow(/append-only/);
    await seeMentions(actors.cleo, { payoutId: payout.id });
    await expect(db().payoutMention.updateMany({ ...mentions, data: { seenAt: new Date() } })).rejects.toThrow(/once/);
    await expect(db().payoutMention.deleteMany(mentions)).rejects.toThrow(/append-only/);
  });
});

describe("whose a payout is", () => {
  const assign = (who: keyof typeof actors, payoutId: string, assigneeId: string | null, from: string | null) =>
    assignPayout(actors[who], { payoutId, assigneeId, from });

  test("is told to whoever gets it, filtered for in the history, counted on their overview, and on record", async () => {
    const payout = await aPayout(db(), { merchant });
    expect(await assign("sam", payout.id, people.cleo.id, null)).toMatchObject({ ok: true });
    expect((await mailsTo(people.cleo, payout.number)).at(-1)?.subject).toMatch(/^Sam Support gave you payout CF-/);
    const rows = await listPayouts({ merchantId: merchant.id, filters: { ...NO_FILTERS, assigneeId: people.cleo.id }, timeZone: "UTC" });
    expect(rows.rows.map(({ number, assigneeName }) => [number, assigneeName])).toEqual([[payout.number, "Cleo Checker"]]);
    const lines = await readOverview(actors.cleo, { timeZone: "UTC", now: new Date() });
    expect(lines.find(({ kind }) => kind === "assignedToMe")?.totals.count).toBe(1);

    expect(await assign("cleo", payout.id, null, people.cleo.id)).toMatchObject({ ok: true });
    const view = await onPage(actors.cleo, payout.id);
    expect(view.assignee).toBeNull();
    expect(view.timeline.slice(0, 2)).toMatchObject([
      { kind: "assignment", assignee: null, who: { isYou: true } },
      { kind: "assignment", assignee: { name: "Cleo Checker" }, isTaken: false },
    ]);
    const entries = await db().auditEntry.findMany({ where: { subjectId: payout.id, event: "payout.assigned" }, orderBy: { at: "asc" } });
    expect(entries.map(({ details }) => details)).toMatchObject([
      { before: { assignee: null }, after: { assignee: "Cleo Checker" } },
      { before: { assignee: "Cleo Checker" }, after: { assignee: null } },
    ]);
  });

  test("is settled by who takes it first: the other learns that it has changed", async () => {
    const payout = await aPayout(db(), { merchant });
    const answers = await Promise.all([assign("sam", payout.id, people.sam.id, null), assign("cleo", payout.id, people.cleo.id, null)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: "changedMeanwhile" } });
    expect(await db().payoutAssignment.count({ where: { payoutId: payout.id } })).toBe(1);
    // Nobody is written to about what they did themselves.
    expect(await mailsTo(people.sam, payout.number)).toEqual([]);
  });

  test("is nobody's who may not see it", async () => {
    const payout = await aPayout(db(), { merchant });
    const stranger = await aPerson(db(), { merchant: await aMerchant(db()), role: "maker" });
    expect(await assign("sam", payout.id, stranger.id, null)).toMatchObject({ ok: false, error: { code: "notFound" } });
  });
});
