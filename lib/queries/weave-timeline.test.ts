import { describe, expect, test } from "vitest";
import type { ApprovalDecision, Attempt, Observation, StateTransition } from "@/lib/db/generated/client";
import { type PayoutRecord, weaveTimeline } from "./weave-timeline";

const START = Date.UTC(2026, 10, 20, 10, 0, 0);
const at = (seconds: number) => new Date(START + seconds * 1000);
const own = { merchantId: "mer_1", payoutId: "po_1" };
const READER = { personId: "per_cleo", providerLabel: "TrueLayer", statusText: (word: string) => `It says ${word}.` };

const move = (sequence: number, event: string, toState: string, seconds: number, more: Partial<StateTransition> = {}): StateTransition => ({
  ...own,
  id: `mov_${sequence}`,
  sequence,
  event,
  fromState: null,
  toState,
  at: at(seconds),
  actorKind: "system",
  actorId: null,
  actorName: "Counterfoil",
  note: null,
  evidenceId: null,
  ...more,
});
const seen = (id: string, status: string, effect: string, seconds: number, more: Partial<Observation> = {}): Observation => ({
  ...own,
  id,
  via: "lookUp",
  status,
  providerStatus: status,
  providerPayoutId: "tl_1",
  providerAt: null,
  amountMinor: null,
  effect,
  note: null,
  evidenceId: null,
  deliveryId: null,
  at: at(seconds),
  ...more,
});
const attempt = (more: Partial<Attempt> = {}): Attempt => ({
  ...own,
  id: "att_1",
  sequence: 1,
  guard: "idempotencyKey",
  guardKey: "key",
  settingsHash: null,
  startedAt: at(60),
  endedAt: at(61),
  end: "accepted",
  detail: null,
  evidenceId: "evi_send",
  ...more,
});
const decision: ApprovalDecision = {
  ...own,
  id: "dec_1",
  round: 1,
  verdict: "approve",
  checkerId: "per_cleo",
  checkerName: "Cleo",
  step: 0,
  forId: null,
  forName: null,
  reason: null,
  note: "Seen the invoice",
  shownHash: "",
  at: at(30),
};
const EMPTY: PayoutRecord = {
  round: 1,
  moves: [],
  decisions: [],
  attempts: [],
  observations: [],
  exchanges: [],
  notes: [],
  assignments: [],
};
const weave = (record: Partial<PayoutRecord>) => weaveTimeline({ ...EMPTY, ...record }, READER);

const WHOLE_WAY: Partial<PayoutRecord> = {
  moves: [
    move(1, "submit", "awaitingApproval", 0, { actorKind: "person", actorId: "per_mara", actorName: "Mara" }),
    move(2, "approve", "approved", 30, { actorKind: "person", actorId: "per_cleo", actorName: "Cleo" }),
    move(3, "dispatch", "dispatching", 60),
    move(4, "accept", "inFlight", 61, { evidenceId: "evi_send" }),
    move(5, "settle", "settled", 90, { evidenceId: "del_1" }),
  ],
  decisions: [decision],
  attempts: [attempt()],
  observations: [
    seen("obs_1", "received", "move", 61, { via: "send", evidenceId: "evi_send" }),
    seen("obs_2", "settled", "move", 90, { via: "webhook", evidenceId: "del_1", deliveryId: "del_1" }),
  ],
  exchanges: [{ id: "evi_send", purpose: "sendPayout", status: 202, fault: null, startedAt: at(60), attemptId: "att_1" }],
};

describe("the timeline", () => {
  test("tells a whole way once, newest first", () => {
    expect(weave(WHOLE_WAY).map((item) => (item.kind === "move" ? item.event : item.kind))).toEqual([
      "settle",
      "attempt",
      "approve",
      "submit",
    ]);
  });

  test("shows the checker's word with the move that it made, and knows its reader", () => {
    const [approved] = weave(WHOLE_WAY).filter((item) => item.kind === "move" && item.event === "approve");
    expect(approved).toMatchObject({ who: { name: "Cleo", isYou: true }, decision: { note: "Seen the invoice" } });
  });

  test("names the provider, its own word and the webhook behind what it reported", () => {
    const [settled] = weave(WHOLE_WAY);
    expect(settled).toMatchObject({ who: { kind: "provider", name: "TrueLayer" }, seen: { via: "webhook" }, deliveryId: "del_1" });
  });

  test("joins polls that brought nothing new, and keeps a contradiction apart", () => {
    const items = weave({
      observations: [
        seen("obs_1", "inFlight", "already", 100),
        seen("obs_2", "inFlight", "already", 110),
        seen("obs_3", "inFlight", "already", 120),
        seen("obs_4", "failed", "contradiction", 130, { note: "It was settled here." }),
      ],
    });
    expect(items).toMatchObject([
      { effect: "contradiction", times: 1 },
      { effect: "already", times: 3, at: at(120) },
    ]);
  });

  test("keeps an approval that is one of several, and marks what an earlier round decided", () => {
    const items = weave({ round: 2, decisions: [decision, { ...decision, id: "dec_2", round: 2, at: at(40) }] });
    expect(items).toMatchObject([
      { kind: "decision", isOutdated: false },
      { kind: "decision", isOutdated: true },
    ]);
  });

  test("shows an exchange that no attempt could write down, since it may have paid", () => {
    const items = weave({
      moves: [move(1, "dispatch", "dispatching", 60), move(2, "loseTrack", "unconfirmed", 120)],
      attempts: [attempt({ end: "unknown", evidenceId: null, endedAt: at(120) })],
      exchanges: [
        { id: "evi_token", purpose: "token", status: 200, fault: null, startedAt: at(60), attemptId: "att_1" },
        { id: "evi_lost", purpose: "sendPayout", status: null, fault: "timeout", startedAt: at(61), attemptId: "att_1" },
      ],
    });
    expect(items.map(({ kind, evidenceId }: { kind: string; evidenceId?: string | null }) => [kind, evidenceId ?? null])).toEqual([
      ["move", null],
      ["exchange", "evi_lost"],
      ["attempt", null],
    ]);
  });

  test("tells what was noted and whose it became, among everything else", () => {
    const cleo = { kind: "person", name: "Cleo", isYou: true } as const;
    const items = weave({
      moves: [move(1, "submit", "awaitingApproval", 0)],
      notes: [{ id: "pnt_1", kind: "note", words: [{ text: "Ask " }, { who: cleo }], who: cleo, at: at(20) }],
      assignments: [
        { ...own, id: "asg_1", assigneeId: "per_mara", assigneeName: "Mara", byId: "per_cleo", byName: "Cleo", at: at(10) },
        { ...own, id: "asg_2", assigneeId: null, assigneeName: null, byId: "per_mara", byName: "Mara", at: at(30) },
      ],
    });
    expect(items).toMatchObject([
      { kind: "assignment", assignee: null, isTaken: false, who: { name: "Mara", isYou: false } },
      { kind: "note", noteKind: "note", words: [{ text: "Ask " }, { who: { name: "Cleo" } }] },
      { kind: "assignment", assignee: { name: "Mara", isYou: false }, who: { isYou: true } },
      { kind: "move" },
    ]);
  });

  test("tells an attempt that only asked under the same key from one that sends", () => {
    const [again, first] = weave({
      moves: [move(1, "dispatch", "dispatching", 60)],
      attempts: [attempt(), attempt({ id: "att_2", sequence: 2, startedAt: at(80), endedAt: at(81) })],
    });
    expect([first, again]).toMatchObject([{ isReplay: false }, { isReplay: true }]);
  });
});
