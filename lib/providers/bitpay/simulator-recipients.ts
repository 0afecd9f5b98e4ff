import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import { readInput } from "../contract/simulator";
import type { Answer, SimulatedAccount, SimulatedEvent, SimulatedRequest, SimulatorDesk } from "../contract/simulator-spec";
import { coded, done, success } from "./simulator-answers";
import { base58Text } from "./simulator-ids";
import { limitsOf } from "./simulator-paging";
import {
  type BitPayCredentials,
  type BitPayDetails,
  EnrolmentMove,
  InviteRequest,
  RecipientChange,
  RecipientStatus,
  StoredRecipient,
} from "./simulator-wire";
import { EVENTS } from "./webhooks";

type Account = SimulatedAccount<BitPayCredentials>;

/** Of one account, as the page has it: more need BitPay's word. */
const MOST_RECIPIENTS = 1000;

const CODES = {
  invited: "4001",
  unverified: "4002",
  verified: "4003",
  active: "4004",
  paused: "4005",
  removed: "4006",
} as const satisfies Record<RecipientStatus, keyof typeof EVENTS>;

/** What a recipient has still to pass, from their present status on. */
const WAY: Readonly<Record<RecipientStatus, readonly RecipientStatus[]>> = {
  invited: ["unverified", "verified", "active"],
  unverified: ["verified", "active"],
  verified: ["active"],
  active: [],
  paused: ["active"],
  removed: [],
};

export interface SimulatedRecipients {
  respond(account: Account, request: SimulatedRequest, body: unknown): Answer;
  find(accountId: string, id: string): StoredRecipient | null;
  findByEmail(accountId: string, email: string): StoredRecipient | null;
  /** Somebody put on file without having been asked, as old payouts need them, and as paying an unknown e-mail does. */
  put(recipient: { accountId: string; id?: string; email: string; label?: string; status: RecipientStatus }): StoredRecipient;
  control(input: unknown): Result<unknown, readonly string[]>;
  nextDueAt(): Date | null;
  workDue(): void;
}

export function openRecipients(desk: SimulatorDesk<BitPayCredentials, BitPayDetails>): SimulatedRecipients {
  const recipients = desk.store.collection("recipients", StoredRecipient);
  const now = () => desk.world.now().toISOString();
  const ofAccount = (accountId: string) => [...recipients.values()].filter((one) => one.accountId === accountId);
  const find = (accountId: string, id: string) => {
    const recipient = recipients.get(id);
    return recipient?.accountId === accountId ? recipient : null;
  };
  const findByEmail = (accountId: string, email: string) =>
    ofAccount(accountId).find((one) => one.email.toLowerCase() === email.toLowerCase() && one.status !== "removed") ?? null;

  const announce = (recipient: StoredRecipient, code: keyof typeof EVENTS) => {
    const event: SimulatedEvent = {
      name: EVENTS[code],
      body: JSON.stringify({ event: { code: Number(code), name: EVENTS[code] }, data: render(recipient) }),
      ...(recipient.notificationURL === null ? {} : { url: recipient.notificationURL }),
    };
    desk.announce(recipient.accountId, event);
  };
  const become = (recipient: StoredRecipient, status: RecipientStatus) => {
    const changed = recipients.put(recipient.id, { ...recipient, status, changedAt: now() });
    announce(changed, CODES[status]);
    return changed;
  };
  const put: SimulatedRecipients["put"] = ({ accountId, id = desk.newId(), email, label, status }) => {
    const token = base58Text(desk.world.random, 44);
    const row = {
      id,
      accountId,
      email,
      label: label ?? null,
      notificationURL: null,
      status,
      coin: "BTC" as const,
      token,
      changedAt: now(),
    };
    return recipients.put(id, row);
  };

  const invite = ({ accountId }: Account, body: unknown): Answer => {
    const read = readInput(InviteRequest, body);
    if (!read.ok) return coded("POST", { kind: "invalid", text: read.error.join(" ") });
    const wanted = new Set(read.value.recipients.map(({ email }) => email.toLowerCase()));
    const known = new Set(ofAccount(accountId).map(({ email }) => email.toLowerCase()));
    if (new Set([...wanted, ...known]).size > MOST_RECIPIENTS) {
      return coded("POST", { kind: "invalid", text: `An account has at most ${MOST_RECIPIENTS} recipients.` });
    }
    const rows = read.value.recipients.map(({ email, label, notificationURL }) => {
      const there = findByEmail(accountId, email);
      if (there) return there;
      const invited = put({ accountId, email, label, status: "invited" });
      const kept = recipients.put(invited.id, { ...invited, notificationURL: notificationURL ?? null });
      announce(kept, CODES.invited);
      return kept;
    });
    return success("payout/recipient", rows.map(render));
  };

  const list = ({ accountId }: Account, query: SimulatedRequest["query"]): Answer => {
    const status = query.status === undefined ? null : RecipientStatus.safeParse(query.status);
    const limits = limitsOf(query);
    if (!limits.ok || status?.success === false) return coded("GET", { kind: "invalid", text: "A filter is not valid." });
    const { limit, offset } = limits.value;
    const rows = ofAccount(accountId).filter((one) => status === null || one.status === status.data);
    return success("payout/recipient", rows.slice(offset, offset + limit).map(render));
  };

  const change = (recipient: StoredRecipient, body: unknown): Answer => {
    const read = readInput(RecipientChange, body);
    if (!read.ok) return coded("PUT", { kind: "invalid", text: read.error.join(" ") });
    if (recipient.status === "removed") return coded("PUT", { kind: "wrongState", text: "The recipient was removed." });
    const { label = recipient.label, notificationURL = recipient.notificationURL } = read.value;
    return success("payout/recipient", render(recipients.put(recipient.id, { ...recipient, label, notificationURL })));
  };

  return {
    find,
    findByEmail,
    put,
    respond(account, { method, path, query }, body) {
      if (path === "/recipients" && method === "POST") return invite(account, body);
      if (path === "/recipients" && method === "GET") return list(account, query);
      const [, id = "", tail] = /^\/recipients\/([^/]+)(\/notifications)?$/.exec(path) ?? [];
      const recipient = find(account.accountId, decodeURIComponent(id));
      if (!recipient) return coded(method, { kind: "notFound", text: "Recipient not found." });
      if (tail && method === "POST") {
        announce(recipient, "4007");
        return done();
      }
      if (!tail && method === "GET") return success("payout/recipient", render(recipient));
      if (!tail && method === "PUT") return change(recipient, body);
      if (tail || method !== "DELETE") return coded(method, { kind: "notFound", text: `There is no ${method} ${path}.` });
      if (recipient.status === "removed") return coded("DELETE", { kind: "wrongState", text: "The recipient was removed." });
      become(recipient, "removed");
      return done();
    },
    control(input) {
      const read = readInput(EnrolmentMove, input);
      if (!read.ok) return read;
      const { providerReceiverId: id, becomes, accountId, email, label } = read.value;
      const known = recipients.get(id);
      const target = becomes === "ready" ? "active" : becomes === "refused" ? "removed" : becomes;
      if (!known && accountId !== undefined && email !== undefined && desk.accounts.get(accountId)) {
        return ok(render(put({ accountId, id, email, label, status: target })));
      }
      if (!known) return failed([`providerReceiverId: nobody was invited as ${id}; to put somebody there, give accountId and email.`]);
      if (known.status === "removed") return failed(["providerReceiverId: who was removed stays removed."]);
      // Nobody becomes active without having passed what lies before it.
      const way = target === "active" ? WAY[known.status] : [target];
      return ok(render(way.reduce(become, known)));
    },
    nextDueAt() {
      const afterMs = desk.pace().receiverActsAfterMs;
      if (afterMs === undefined) return null;
      const dues = [...recipients.values()].filter(isOnTheWay).map(({ changedAt }) => addMs(new Date(changedAt), afterMs).getTime());
      return dues.length === 0 ? null : new Date(Math.min(...dues));
    },
    workDue() {
      const afterMs = desk.pace().receiverActsAfterMs;
      if (afterMs === undefined) return;
      for (const recipient of [...recipients.values()].filter(isOnTheWay)) {
        const [next] = WAY[recipient.status];
        if (next && addMs(new Date(recipient.changedAt), afterMs) <= desk.world.now()) become(recipient, next);
      }
    },
  };
}

/** Who is paused waits for the merchant, not for themselves. */
function isOnTheWay({ status }: StoredRecipient): boolean {
  return WAY[status].length > 0 && status !== "paused";
}

function render({ email, label, notificationURL, status, id, token }: StoredRecipient): Record<string, unknown> {
  return { email, label, ...(notificationURL === null ? {} : { notificationURL }), status, id, shopperId: null, token };
}
