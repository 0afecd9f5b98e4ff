import * as z from "zod";
import { writeExactJson } from "@/lib/base/exact-json";
import type { ConnectContext } from "../contract/connection";
import type { Fault } from "../contract/fault";
import { unreadable } from "../contract/faults";
import type { Pairing, PairingCode } from "../contract/pairing";
import { isAboutCredentials, readAnswer } from "./answers";
import { addressOf, createClient, type Facade } from "./client";
import { identityOf, isPrivateKey, newPrivateKey, sinOf } from "./signing";
import { Ledgers, Recipients, Tokens, withoutTokens } from "./wire";

const LABEL = "Counterfoil";

/** The setting that holds each facade's token, and what the facade is for. */
const FACADES = {
  payout: { setting: "payoutToken", purpose: "Payouts and recipients" },
  merchant: { setting: "merchantToken", purpose: "Balances" },
} as const satisfies Record<Facade, { setting: string; purpose: string }>;

const Unpaired = z.object({ privateKey: z.string().toLowerCase().refine(isPrivateKey) });
const Paired = Unpaired.extend({ payoutToken: z.string().min(1), merchantToken: z.string().default("") });

/**
 * BitPay gives out a token for the asking, and it opens nothing until a person enters its pairing code in the BitPay dashboard. So: ask
 * for the tokens, show the codes, and try each token until it opens.
 */
export const bitpayPairing: Pairing = {
  newSettings: () => ({ privateKey: newPrivateKey() }),

  async begin(stored, context) {
    const { privateKey } = Unpaired.parse(stored);
    const settings: Record<string, string> = { privateKey };
    const codes: PairingCode[] = [];
    for (const facade of ["payout", "merchant"] as const) {
      const asked = await askForToken(context, privateKey, facade);
      if (asked.kind === "unavailable") return asked;
      settings[FACADES[facade].setting] = asked.token;
      codes.push(asked.code);
    }
    return { kind: "begun", settings, codes };
  },

  async check(stored, context) {
    const settings = Paired.parse(stored);
    const client = createClient(settings, context);
    const payout = await client.call({
      purpose: "checkPairing",
      facade: "payout",
      method: "GET",
      path: "/recipients",
      query: { limit: "1", offset: "0" },
    });
    const read = readAnswer(payout, Recipients, client.now());
    if (read.kind !== "read") return waitingOr(read, "payout");
    if (settings.merchantToken === "") return { kind: "approved" };

    const ledgers = await client.call({ purpose: "checkPairing", facade: "merchant", method: "GET", path: "/ledgers" });
    const balances = readAnswer(ledgers, Ledgers, client.now());
    return balances.kind === "read" ? { kind: "approved" } : waitingOr(balances, "merchant");
  },
};

type Asked =
  | { readonly kind: "asked"; readonly token: string; readonly code: PairingCode }
  | { readonly kind: "unavailable"; readonly fault: Fault };

/** Wants no signature: the code that a person enters is what ties the key to an account. */
async function askForToken(context: ConnectContext, privateKey: string, facade: Facade): Promise<Asked> {
  const body = { id: sinOf(identityOf(privateKey).publicKey), facade, label: LABEL };
  const exchange = await context.transport.exchange({
    purpose: "pair",
    method: "POST",
    url: addressOf(context, "/tokens", {}),
    headers: { accept: "application/json", "content-type": "application/json", "x-accept-version": "2.0.0" },
    body: new TextEncoder().encode(writeExactJson(body)),
    secrets: [privateKey],
    keptOfAnswer: withoutTokens,
  });
  const read = readAnswer(exchange, Tokens, context.transport.now());
  if (read.kind !== "read") return { kind: "unavailable", fault: read.fault };
  const given = read.value.find((one) => one.facade === facade);
  if (!given) return { kind: "unavailable", fault: unreadable(read.answer) };
  const expiresAt =
    given.pairingExpiration && /^\d{1,15}$/.test(given.pairingExpiration) ? new Date(Number(given.pairingExpiration)) : null;
  return { kind: "asked", token: given.token, code: { purpose: FACADES[facade].purpose, code: given.pairingCode, expiresAt } };
}

type NotRead = Exclude<ReturnType<typeof readAnswer>, { kind: "read" }>;

function waitingOr(read: NotRead, facade: Facade) {
  const isWaiting = read.kind === "problem" && isAboutCredentials(read.problem);
  if (isWaiting) return { kind: "waiting", purpose: FACADES[facade].purpose } as const;
  return { kind: "unavailable", fault: read.fault } as const;
}
