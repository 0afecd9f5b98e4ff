import * as z from "zod";
import type { Answer, SimulatedAccount, SimulatedRequest, SimulatorDesk } from "../contract/simulator-spec";
import { type Complaint, json, msText, problem } from "./simulator-answers";
import type { IpayEvents } from "./simulator-events";
import { page } from "./simulator-page";
import { type Fields, type IpayCredentials, type IpayDetails, KYC_STATUSES, RECEIVER_STATUSES, StoredReceiver } from "./simulator-wire";

type Account = SimulatedAccount<IpayCredentials>;

export interface Receivers {
  create(account: Account, fields: Fields): Answer;
  get(account: Account, id: string): Answer;
  list(account: Account, request: SimulatedRequest): Answer;
  find(accountId: string, id: string): StoredReceiver | null;
  findByEmail(email: string): StoredReceiver | null;
  all(): Iterable<StoredReceiver>;
  put(receiver: StoredReceiver): void;
}

const REQUIRED = [
  ["REVR202", "subaccount_id", "Subaccount ID"],
  ["REVR203", "email", "Email"],
  ["REVR204", "first_name", "First name"],
  ["REVR205", "last_name", "Last name"],
  ["REVR206", "dialcode", "Dial code"],
  ["REVR207", "phone", "Phone"],
  ["REVR208", "address", "Address"],
  ["REVR210", "city", "City"],
  ["REVR211", "state", "State"],
  ["REVR212", "postcode", "Postcode"],
  ["REVR213", "country", "Country"],
  ["SIM-REVR-DOB", "dob", "Date of birth"],
] as const;

const NAME = /^[\p{L}\p{M} '-]+$/u;
const WITHOUT_DOTS = /^[^.]*$/;
const Email = z.email();

/** Formats of what is given. The last two are ours: the documented list is cut off before it could say them. */
const FORMATS: readonly (readonly [code: string, field: string, message: string, fits: (value: string) => boolean])[] = [
  ["REVR214", "email", "Email is not valid", (value) => Email.safeParse(value).success],
  ["REVR215", "first_name", "First name has only letters, spaces, apostrophes and hyphens", (value) => NAME.test(value)],
  ["REVR216", "last_name", "Last name has only letters, spaces, apostrophes and hyphens", (value) => NAME.test(value)],
  ["REVR217", "gender", "Gender is F or M", (value) => /^[FM]$/.test(value)],
  ["REVR218", "dialcode", "Dial code is not valid", (value) => /^\d{1,4}$/.test(value)],
  ["REVR219", "phone", "Phone is not valid", (value) => /^\d{4,15}$/.test(value)],
  ["REVR220", "address", "Address is not valid, no dots", (value) => WITHOUT_DOTS.test(value)],
  ["REVR221", "address2", "Address 2 is not valid, no dots", (value) => WITHOUT_DOTS.test(value)],
  ["REVR222", "city", "City is not valid", (value) => NAME.test(value)],
  ["SIM-REVR-COUNTRY", "country", "Country is three letters", (value) => /^[A-Z]{3}$/.test(value)],
  ["SIM-REVR-DOB", "dob", "Date of birth is YYYY-MM-DD", (value) => /^\d{4}-\d{2}-\d{2}$/.test(value)],
];

/** Filters of the list that are compared as they are; the others that Ipay names are not needed here. */
const FILTERS = ["email", "first_name", "last_name", "middle_name", "gender", "dob", "dialcode", "phone", "city", "state"];

export function openReceivers(desk: SimulatorDesk<IpayCredentials, IpayDetails>, events: IpayEvents): Receivers {
  const receivers = desk.store.collection("receivers", StoredReceiver);
  const find = (accountId: string, id: string) => {
    const receiver = receivers.get(id);
    return receiver?.accountId === accountId ? receiver : null;
  };
  const isTaken = (accountId: string, email: string) =>
    [...receivers.values()].some((one) => one.accountId === accountId && one.fields.email === email.toLowerCase());

  const complaintsAbout = (account: Account, fields: Fields): readonly Complaint[] => {
    const missing = REQUIRED.filter(([, name]) => !fields[name]).map(([code, , label]) => ({ code, message: `${label} is required` }));
    const subaccount = fields.subaccount_id;
    const wrong = FORMATS.filter(([, name, , fits]) => fields[name] && !fits(fields[name])).map(([code, , message]) => ({ code, message }));
    return [
      ...missing,
      ...(subaccount && subaccount !== account.credentials.subaccountId ? [{ code: "REVR104", message: "Subaccount ID not found" }] : []),
      ...wrong,
      ...(fields.email && isTaken(account.accountId, fields.email) ? [{ code: "REVR201", message: "Email already exists" }] : []),
    ];
  };

  return {
    create(account, fields) {
      const complaints = complaintsAbout(account, fields);
      if (complaints.length > 0) return problem("Create receiver failed", ...complaints);
      const id = desk.newId();
      const receiver = receivers.put(id, {
        id,
        accountId: account.accountId,
        fields: { ...fields, email: fields.email?.toLowerCase() ?? "" },
        status: "pending",
        kycStatus: "pending",
        createdAt: desk.world.now().toISOString(),
      });
      events.tellReceiver("receiverCreated", receiver);
      const { first_name, last_name, email } = receiver.fields;
      return json(200, { message: "Receiver created", payload: { receiver_id: id, first_name, last_name, email } });
    },
    get(account, id) {
      const receiver = find(account.accountId, id);
      if (!receiver) return problem("Get receiver failed", { code: "REVR101", message: "Receiver ID not found" });
      return json(200, { message: "Receiver found", payload: renderReceiver(receiver) });
    },
    list(account, { query }) {
      if (query.subaccount_id !== account.credentials.subaccountId) {
        return problem("Get receiver failed", { code: "REVR104", message: "Subaccount ID not found" });
      }
      const asks = FILTERS.filter((name) => query[name] !== undefined);
      const matching = [...receivers.values()]
        .filter(({ accountId }) => accountId === account.accountId)
        .filter(({ fields }) => asks.every((name) => (fields[name] ?? "").toLowerCase() === query[name]?.toLowerCase()))
        .filter(({ status }) => query.status === undefined || query.status === String(RECEIVER_STATUSES.indexOf(status)))
        .filter(({ kycStatus }) => query.kyc_status === undefined || query.kyc_status === String(KYC_STATUSES.indexOf(kycStatus)))
        .reverse();
      const cut = page(matching, query, ({ id, createdAt }) => ({ entity: "REVR#", PK: `REVR#${id}`, created_at: msText(createdAt) }));
      return json(200, { message: "Receiver found", payload: cut.rows.map(renderReceiver), ...cut.lastkey });
    },
    find,
    findByEmail: (email) => [...receivers.values()].findLast((one) => one.fields.email === email.toLowerCase()) ?? null,
    all: () => receivers.values(),
    put: (receiver) => void receivers.put(receiver.id, receiver),
  };
}

function renderReceiver({ id, fields, status, kycStatus, createdAt }: StoredReceiver): Record<string, unknown> {
  const { address = "", address2 = "", city = "", state = "", country = "", postcode = "" } = fields;
  return {
    id,
    first_name: fields.first_name,
    last_name: fields.last_name,
    middle_name: fields.middle_name ?? "",
    email: fields.email,
    gender: fields.gender ?? "",
    dob: fields.dob,
    dialcode: fields.dialcode,
    phone: fields.phone,
    applicant_id: "",
    // Numbers as text, as an older answer shows them.
    kyc_status: String(KYC_STATUSES.indexOf(kycStatus)),
    status: String(RECEIVER_STATUSES.indexOf(status)),
    created_at: msText(createdAt),
    address_data: { address, address2, city, state, country, postcode },
    reference: fields.reference ?? "",
  };
}
