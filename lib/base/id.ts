import { currentTime } from "./clock";
import { CROCKFORD, crockfordOf } from "./crockford";
import { stripSpaces } from "./text";

const ID_PREFIXES = {
  accessChange: "cha",
  accountDecision: "acd",
  apiKey: "key",
  attachment: "atc",
  attempt: "att",
  batch: "bat",
  batchSubmission: "sub",
  audit: "aud",
  challenge: "chl",
  connection: "con",
  connectionChange: "chg",
  decision: "dec",
  delegation: "dlg",
  delivery: "del",
  endpoint: "whe",
  endpointAttempt: "try",
  endpointDelivery: "out",
  endpointEvent: "evt",
  endpointSecret: "whs",
  enrolment: "enr",
  evidence: "evi",
  exchangeRate: "rat",
  finding: "fnd",
  freeze: "frz",
  invitation: "inv",
  mail: "mai",
  membership: "mem",
  merchant: "mer",
  observation: "obs",
  paymentSource: "src",
  payeeCheck: "chk",
  passkey: "pky",
  payout: "po",
  payoutExport: "exp",
  payoutEdit: "edt",
  payoutAssignment: "asg",
  payoutNote: "pnt",
  payoutReceipt: "rct",
  payoutShare: "shr",
  person: "per",
  preflightRun: "pre",
  reconciliationRun: "rec",
  request: "req",
  resend: "rsd",
  receiver: "rcv",
  recoveryCode: "rvc",
  receiverAsk: "ask",
  receiverNote: "nte",
  receiverAccount: "acc",
  receiverAccountVersion: "acv",
  savedView: "vew",
  schedule: "sch",
  session: "ses",
  ssoLink: "sso",
  stepUp: "stu",
  totpFactor: "otp",
  transition: "mov",
  unitSignature: "sig",
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

let tail: (length: number) => string = randomText;

/** An opaque id that sorts by time: prefix, 10 characters of milliseconds, 16 of randomness. */
export function newId(kind: IdKind, now: Date = currentTime()): string {
  return `${ID_PREFIXES[kind]}_${encodeTime(now.getTime())}${tail(16)}`;
}

/** An id of the same form out of bytes that say already what it names, such as a hash. It does not sort by time. */
export function idFrom(kind: IdKind, bytes: Uint8Array): string {
  return `${ID_PREFIXES[kind]}_${crockfordOf(bytes.slice(0, 26))}`;
}

/** For rehearsals only: what is made in one millisecond sorts as `next` says, until the answer is called. It must never repeat itself. */
export function replaceIdTail(next: (length: number) => string): () => void {
  const before = tail;
  tail = next;
  return () => {
    tail = before;
  };
}

/** The number on a payout's counterfoil, and our unique reference at providers that guard nothing: "CF" and 12 characters. */
export function newPayoutNumber(): string {
  return `CF${randomText(12)}`;
}

/** For people: "CF-7K3M-9Q2X-4B8T". */
export function formatPayoutNumber(number: string): string {
  return number.replace(/^CF(.{4})(.{4})(.{4})$/, "CF-$1-$2-$3");
}

/** The way back: as people write or paste it, to what is stored. */
export function bareNumber(written: string): string {
  return stripSpaces(written).toUpperCase();
}

/** UUID v4. `crypto.randomUUID` is missing in browsers that reach the desk by plain http; random bytes are not. */
export function newUuid(): string {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
}

export function randomText(length: number): string {
  return crockfordOf(crypto.getRandomValues(new Uint8Array(length)));
}

function encodeTime(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (let place = 0; place < 10; place += 1) {
    text = CROCKFORD[rest % 32] + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
