import * as z from "zod";
import { addMs, DAY_MS } from "@/lib/base/time";
import { checkIban } from "@/lib/domain/account/checks";
import { checkRoutingNumber } from "@/lib/domain/account/overseas-checks";
import { readInput } from "../contract/simulator";
import type { Answer, SimulatedAccount, SimulatorDesk } from "../contract/simulator-spec";
import { type Complaint, json, msText, problem } from "./simulator-answers";
import type { IpayEvents } from "./simulator-events";
import type { Receivers } from "./simulator-receivers";
import { type Fields, type IpayCredentials, type IpayDetails, StoredAccount, VerifyRequest } from "./simulator-wire";

type Account = SimulatedAccount<IpayCredentials>;
type Rule = { readonly name: string; readonly fits: (value: string) => boolean; readonly optional?: true };

export interface ReceiverAccounts {
  create(account: Account, rail: string, fields: Fields): Answer;
  get(account: Account, id: string): Answer;
  list(account: Account, receiverId: string): Answer;
  verify(account: Account, body: unknown): Answer;
  find(accountId: string, id: string): StoredAccount | null;
  of(receiverId: string): readonly StoredAccount[];
  all(): Iterable<StoredAccount>;
  put(account: StoredAccount): void;
}

const Email = z.email();
const like = (name: string, shape: RegExp): Rule => ({ name, fits: (value) => shape.test(value) });
const ACCOUNT_TYPE = like("account_type", /^(checking|savings)$/);

const RAILS: Readonly<Record<string, { readonly currency: string; readonly rules: readonly Rule[] }>> = {
  "aud/direct-entry": { currency: "AUD", rules: [like("bsb", /^\d{6}$/), like("account_number", /^\d{4,12}$/)] },
  "cad/eft": { currency: "CAD", rules: [like("routing_number", /^0\d{8}$/), like("account_number", /^\d{7,12}$/), ACCOUNT_TYPE] },
  "cad/digital": {
    currency: "CAD",
    rules: [
      { name: "recipient", fits: (value) => Email.safeParse(value).success },
      like("name", /\S/),
      { name: "description", fits: () => true, optional: true },
    ],
  },
  "eur/sepa": {
    currency: "EUR",
    rules: [
      { name: "iban", fits: (value) => checkIban(value).ok },
      { ...like("bic", /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/), optional: true },
      { ...like("bank_country_code", /^[A-Z]{2}$/), optional: true },
      { name: "bank_name", fits: () => true, optional: true },
    ],
  },
  "nzd/direct-credit": { currency: "NZD", rules: [like("account_number", /^\d{6}-\d{7}-\d{2,3}$/)] },
  "usd/ach": {
    currency: "USD",
    rules: [
      { name: "routing_number", fits: (value) => checkRoutingNumber(value).ok },
      like("account_number", /^[A-Z0-9]{1,17}$/),
      ACCOUNT_TYPE,
    ],
  },
  "usd/virtual-card": { currency: "USD", rules: [] },
  "eur/virtual-card": { currency: "EUR", rules: [] },
};

export function openAccounts(
  desk: SimulatorDesk<IpayCredentials, IpayDetails>,
  { receivers, events }: { receivers: Receivers; events: IpayEvents },
): ReceiverAccounts {
  const accounts = desk.store.collection("receiverAccounts", StoredAccount);
  const find = (accountId: string, id: string) => {
    const found = accounts.get(id);
    return found?.accountId === accountId ? found : null;
  };

  return {
    create(account, rail, fields) {
      const { currency, rules } = RAILS[rail] ?? { currency: "", rules: [] };
      const receiver = receivers.find(account.accountId, fields.receiver_id ?? "");
      const complaints = [
        ...(receiver ? [] : [{ code: "REAC211", message: "Receiver ID is not valid" }]),
        ...rules.flatMap((rule) => complaintsAbout(rule, fields[rule.name])),
      ];
      if (!receiver || complaints.length > 0) return problem("Create receiver account failed", ...complaints);

      const id = desk.newId();
      const card = rail.endsWith("/virtual-card") ? drawCard(desk) : null;
      const stored = accounts.put(id, {
        id,
        receiverId: receiver.id,
        accountId: account.accountId,
        rail,
        currency,
        fields: Object.fromEntries(rules.flatMap(({ name }) => (fields[name] ? [[name, fields[name]]] : []))),
        status: card ? "complete" : "pending",
        confirmStatus: card ? "confirmed" : "unconfirmed",
        card: card?.kept ?? null,
        createdAt: desk.world.now().toISOString(),
      });
      events.tellAccount("accountCreated", stored);
      const { status, confirmStatus: confirm_status } = stored;
      const payload = { receiver_account_id: id, receiver_id: receiver.id, status, confirm_status, ...card?.told };
      return json(200, { message: "Receiver account created", payload });
    },
    get(account, id) {
      const found = find(account.accountId, id);
      // Ours: of this family of codes one number is documented.
      if (!found) return problem("Get receiver account failed", { code: "SIM-REAC-NONE", message: "Receiver account ID not found" });
      return json(200, { message: "Receiver account found", payload: render(found, receivers) });
    },
    list(account, receiverId) {
      const own = [...accounts.values()].filter((one) => one.accountId === account.accountId && one.receiverId === receiverId);
      return json(200, { message: "Receiver account found", payload: own.map((one) => render(one, receivers)) });
    },
    verify(account, body) {
      const read = readInput(VerifyRequest, body);
      if (!read.ok || Object.keys(read.value.account_data).length === 0) return json(400, { message: "Account data is required" });
      if (read.value.subaccount_id !== account.credentials.subaccountId) return json(400, { message: "Subaccount ID not found" });
      const wanted = Object.entries(read.value.account_data);
      const own = [...accounts.values()].filter(({ accountId }) => accountId === account.accountId);
      const hit = own.find(({ fields }) => wanted.every(([name, value]) => fields[name] === value));
      if (!hit) return json(200, { message: "Account not found", payload: { exists: false } });
      const account_data = Object.fromEntries(Object.entries(hit.fields).map(([name, value]) => [name, `****${value.slice(-4)}`]));
      return json(200, {
        message: "Account found",
        payload: { exists: true, receiver_id: hit.receiverId, account_id: hit.id, account_data },
      });
    },
    find,
    of: (receiverId) => [...accounts.values()].filter((one) => one.receiverId === receiverId),
    all: () => accounts.values(),
    put: (account) => void accounts.put(account.id, account),
  };
}

/** Codes of our own, again. */
function complaintsAbout({ name, fits, optional }: Rule, value: string | undefined): readonly Complaint[] {
  if (value === undefined || value === "") return optional ? [] : [{ code: "SIM-REAC-REQUIRED", message: `${name} is required` }];
  return fits(value) ? [] : [{ code: "SIM-REAC-INVALID", message: `${name} is not valid` }];
}

function render(account: StoredAccount, receivers: Receivers): Record<string, unknown> {
  const { id, receiverId, accountId, fields, currency, status, confirmStatus, card, createdAt } = account;
  const person = receivers.find(accountId, receiverId)?.fields ?? {};
  return {
    id,
    receiver_id: receiverId,
    first_name: person.first_name ?? "",
    last_name: person.last_name ?? "",
    dob: person.dob ?? "",
    reference: person.reference ?? "",
    mobile: person.phone ?? "",
    individual_or_business: "I",
    ...fields,
    currency: currency.toLowerCase(),
    ...(card && {
      card_type: card.type,
      card_no: `************${card.lastFour}`,
      expiry_month: card.expiryMonth,
      expiry_year: card.expiryYear,
    }),
    status,
    confirm_status: confirmStatus,
    created_at: msText(createdAt),
  };
}

/** A number that passes the check every card's number passes, told in this one answer only. */
function drawCard({ world }: SimulatorDesk<IpayCredentials, IpayDetails>) {
  const digits = (count: number) => Array.from({ length: count }, () => Math.floor(world.random() * 10)).join("");
  const body = `4${digits(14)}`;
  const number = body + luhnDigit(body);
  const until = addMs(world.now(), 3 * 365 * DAY_MS);
  const kept = {
    type: "VISA",
    lastFour: number.slice(-4),
    expiryMonth: String(until.getUTCMonth() + 1).padStart(2, "0"),
    expiryYear: String(until.getUTCFullYear()),
  };
  const told = { card_type: kept.type, card_no: number, cvv: digits(3), expiry_month: kept.expiryMonth, expiry_year: kept.expiryYear };
  return { kept, told };
}

function luhnDigit(body: string): string {
  const sum = [...body].reverse().reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
