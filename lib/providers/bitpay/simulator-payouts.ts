import * as z from "zod";
import { writeExactJson } from "@/lib/base/exact-json";
import { addMs } from "@/lib/base/time";
import { readInput } from "../contract/simulator";
import type {
  Answer,
  BookedPayout,
  SimulatedAccount,
  SimulatedEvent,
  SimulatedRequest,
  SimulatedState,
  SimulatorDesk,
} from "../contract/simulator-spec";
import { coded, done, errorText, json, refusalFor, success } from "./simulator-answers";
import { base58Text } from "./simulator-ids";
import { limitsOf } from "./simulator-paging";
import { judgeInstruction, payeeOf, renderPayout, withTextAmount } from "./simulator-payout-shape";
import type { SimulatedRecipients } from "./simulator-recipients";
import { isWindow, nextWindow } from "./simulator-windows";
import { type BitPayCredentials, type BitPayDetails, GroupRequest } from "./simulator-wire";
import { EVENTS } from "./webhooks";

type Payout = BookedPayout<BitPayDetails>;
type Account = SimulatedAccount<BitPayCredentials>;
type Desk = SimulatorDesk<BitPayCredentials, BitPayDetails>;

/** No event tells of `new`, and 5002 comes between these two. */
const EVENT_OF_STATE: Partial<Record<SimulatedState, keyof typeof EVENTS>> = { inFlight: "5001", settled: "5003", cancelled: "5004" };

const Day = z.iso.date();
const Filters = z.object({
  startDate: Day.optional(),
  endDate: Day.optional(),
  status: z.string().optional(),
  reference: z.string().optional(),
  groupId: z.string().optional(),
});

const OnTheWay = z.object({ providerPayoutId: z.string(), dueAt: z.string() });

export interface SimulatedPayouts {
  respond(account: Account, request: SimulatedRequest, body: unknown): Answer;
  eventsOf(payout: Payout): readonly SimulatedEvent[];
  postpone(payout: Payout, state: SimulatedState): Date | null;
  nextDueAt(): Date | null;
  workDue(): void;
}

export function openPayouts(desk: Desk, recipients: SimulatedRecipients): SimulatedPayouts {
  /** Payouts that are funded and on their way to the chain, by when they will be there. */
  const funded = desk.store.collection("funded", OnTheWay);
  const find = ({ accountId }: Account, id: string) => {
    const payout = desk.payouts.get(id);
    return payout?.accountId === accountId ? payout : null;
  };
  const ofAccount = ({ accountId }: Account) => [...desk.payouts.values()].filter((payout) => payout.accountId === accountId);

  const eventOf = (payout: Payout, code: keyof typeof EVENTS): SimulatedEvent => ({
    name: EVENTS[code],
    // Amounts are text in here, as one of the pages has it.
    body: writeExactJson({ event: { code: Number(code), name: EVENTS[code] }, data: withTextAmount(renderPayout(payout)) }),
    ...(payout.details.notificationURL === null ? {} : { url: payout.details.notificationURL }),
  });

  const create = (account: Account, body: unknown, groupId: string | null): Answer | Payout => {
    const judged = judgeInstruction(body, { account, recipients });
    if ("kind" in judged) return coded("POST", judged);
    const refusal = desk.takeRefusal();
    if (refusal !== null) return refusalFor(refusal);
    const { wanted, amount, recipient } = judged;
    return desk.book({
      accountId: account.accountId,
      reference: wanted.reference ?? null,
      idempotencyKey: null,
      amount,
      details: {
        recipientId: recipient.id,
        email: recipient.email,
        ledgerCurrency: wanted.ledgerCurrency,
        coin: recipient.coin,
        label: wanted.label ?? null,
        notificationURL: wanted.notificationURL ?? null,
        notificationEmail: wanted.notificationEmail ?? null,
        effectiveDate: `${wanted.effectiveDate ?? desk.world.now().toISOString().slice(0, 10)}T09:00:00.000Z`,
        groupId,
        stage: "funded",
        token: base58Text(desk.world.random, 44),
      },
    });
  };

  const createGroup = (account: Account, body: unknown): Answer => {
    const read = readInput(GroupRequest, body);
    if (!read.ok) return coded("POST", { kind: "invalid", text: read.error.join(" ") });
    const groupId = desk.newId();
    const created: Payout[] = [];
    const left: { errMessage: string; payee: string }[] = [];
    for (const instruction of read.value.instructions) {
      const answer = create(account, instruction, groupId);
      if ("details" in answer) created.push(answer);
      else left.push({ errMessage: errorText(answer), payee: payeeOf(account, instruction, recipients) });
    }
    return json(200, { created: created.map(renderPayout), failed: left });
  };

  const cancelGroup = (account: Account, groupId: string): Answer => {
    const members = ofAccount(account).filter(({ details }) => details.groupId === groupId);
    if (members.length === 0) return coded("DELETE", { kind: "notFound", text: "Payout group not found." });
    const [stoppable, late] = [members.filter(isNew), members.filter((payout) => !isNew(payout))];
    for (const { providerPayoutId } of stoppable) desk.move(providerPayoutId, "cancelled");
    const cancelled = stoppable.flatMap(({ providerPayoutId }) => find(account, providerPayoutId) ?? []);
    const left = late.map(({ providerPayoutId }) => ({ errMessage: "The payout is no longer new.", payoutId: providerPayoutId }));
    return json(200, { cancelled: cancelled.map(renderPayout), failed: left });
  };

  const list = (account: Account, query: SimulatedRequest["query"]): Answer => {
    const [filters, limits] = [readInput(Filters, query), limitsOf(query)];
    if (!filters.ok || !limits.ok) return coded("GET", { kind: "invalid", text: "A filter is not valid." });
    const { limit, offset } = limits.value;
    const rows = ofAccount(account).filter((payout) => isWanted(payout, filters.value));
    rows.sort((a, b) => (a.bookedAt < b.bookedAt ? 1 : a.bookedAt > b.bookedAt ? -1 : 0));
    return success("payout/payout", rows.slice(offset, offset + limit).map(renderPayout));
  };

  return {
    eventsOf(payout) {
      const code = payout.unseen ? undefined : EVENT_OF_STATE[payout.state];
      return code ? [eventOf(payout, code)] : [];
    },
    respond(account, { method, path, query }, body) {
      if (path === "/payouts" && method === "GET") return list(account, query);
      if (path === "/payouts" && method === "POST") {
        const made = create(account, body, null);
        return "details" in made ? success("payout/payout", renderPayout(made)) : made;
      }
      if (path === "/payouts/group" && method === "POST") return createGroup(account, body);
      const [, groupId] = /^\/payouts\/group\/([^/]+)$/.exec(path) ?? [];
      if (groupId !== undefined && method === "DELETE") return cancelGroup(account, decodeURIComponent(groupId));

      const [, id = "", tail] = /^\/payouts\/([^/]+)(\/notifications)?$/.exec(path) ?? [];
      const payout = find(account, decodeURIComponent(id));
      if (!payout) return coded(method, { kind: "notFound", text: "Payout not found." });
      if (tail && method === "POST") {
        desk.announce(account.accountId, eventOf(payout, "5005"));
        return done();
      }
      if (!tail && method === "GET") return success("payout/payout", renderPayout(payout));
      if (tail || method !== "DELETE") return coded(method, { kind: "notFound", text: `There is no ${method} ${path}.` });
      if (!isNew(payout)) return coded("DELETE", { kind: "wrongState", text: "Only a new payout can be cancelled." });
      desk.move(payout.providerPayoutId, "cancelled");
      return done();
    },
    postpone(payout, state) {
      if (payout.state !== "received" || state !== "inFlight") return null;
      const now = desk.world.now();
      const effective = new Date(payout.details.effectiveDate);
      // Nine o'clock is what is written down for any day; only another day is waited for.
      if (effective > now && effective.toISOString().slice(0, 10) !== now.toISOString().slice(0, 10)) return effective;
      if (desk.pace().atWindows && !isWindow(now)) return nextWindow(now);
      const recipient = recipients.find(payout.accountId, payout.details.recipientId);
      const isPayable = recipient === null || recipient.status === "active";
      // Short of money, or of somebody to pay, it simply stays new and is looked at again.
      if (!isPayable || !desk.hold(payout.providerPayoutId)) return nextWindow(now);
      const { inFlightAfterMs, settledAfterMs } = desk.pace();
      const dueAt = addMs(now, Math.max(0, settledAfterMs - inFlightAfterMs) / 2).toISOString();
      funded.put(payout.providerPayoutId, { providerPayoutId: payout.providerPayoutId, dueAt });
      return null;
    },
    nextDueAt() {
      const dues = [...funded.values()].map(({ dueAt }) => Date.parse(dueAt));
      return dues.length === 0 ? null : new Date(Math.min(...dues));
    },
    workDue() {
      const now = desk.world.now().toISOString();
      for (const { providerPayoutId, dueAt } of [...funded.values()]) {
        if (dueAt > now) continue;
        funded.remove(providerPayoutId);
        const payout = desk.payouts.get(providerPayoutId);
        if (payout?.state !== "inFlight" || payout.unseen) continue;
        const broadcast = desk.payouts.put(payout.providerPayoutId, { ...payout, details: { ...payout.details, stage: "processing" } });
        desk.announce(broadcast.accountId, eventOf(broadcast, "5002"));
      }
    },
  };
}

function isNew({ state }: Payout): boolean {
  return state === "received";
}

/** By the day on which it was asked for; whether BitPay means that day or the effective one is not documented. */
function isWanted(payout: Payout, { startDate, endDate, status, reference, groupId }: z.infer<typeof Filters>): boolean {
  const day = payout.bookedAt.slice(0, 10);
  if ((startDate && day < startDate) || (endDate && day > endDate)) return false;
  if (status !== undefined && renderPayout(payout).status !== status) return false;
  if (reference !== undefined && payout.reference !== reference) return false;
  return groupId === undefined || payout.details.groupId === groupId;
}
