import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, DAY_MS } from "@/lib/base/time";
import { readInput } from "../contract/simulator";
import type { Answer, SimulatorDesk } from "../contract/simulator-spec";
import { sinOf } from "./signing";
import { coded, json } from "./simulator-answers";
import { base58Text } from "./simulator-ids";
import { type BitPayCredentials, type BitPayDetails, StoredToken, TokenRequest } from "./simulator-wire";

/** What opening a door takes: whose key, for what, and into which account; null while nobody has paired it. */
type KnownToken = Pick<StoredToken, "facade" | "sin" | "accountId">;

export interface SimulatedTokens {
  create(body: unknown): Answer;
  /** What a person does in the dashboard with a pairing code. Without an account named, into the first. */
  approve(pairing: { readonly pairingCode: string; readonly accountId?: string }): Result<unknown, readonly string[]>;
  find(token: string): KnownToken | null;
}

export function openTokens(desk: SimulatorDesk<BitPayCredentials, BitPayDetails>): SimulatedTokens {
  const tokens = desk.store.collection("tokens", StoredToken);

  const registered = (token: string): KnownToken | null => {
    for (const { accountId, credentials } of desk.accounts.values()) {
      const { publicKey, payoutToken, merchantToken } = credentials;
      if (token === payoutToken) return { facade: "payout", sin: sinOf(publicKey), accountId };
      if (token === merchantToken) return { facade: "merchant", sin: sinOf(publicKey), accountId };
    }
    return null;
  };

  return {
    find: (token) => (token === "" ? null : (tokens.get(token) ?? registered(token))),
    create(body) {
      const read = readInput(TokenRequest, body);
      if (!read.ok) return coded("POST", { kind: "invalid", text: read.error.join(" ") });
      const { id: sin, facade } = read.value;
      const now = desk.world.now();
      const token = base58Text(desk.world.random, 44);
      const pairingCode = base58Text(desk.world.random, 7);
      const expiresAt = addMs(now, DAY_MS);
      tokens.put(token, { token, facade, sin, pairingCode, expiresAt: expiresAt.toISOString(), accountId: null });
      const policies = [{ policy: "id", method: "inactive", params: [sin] }];
      const row = { policies, token, facade, dateCreated: now.getTime(), pairingExpiration: expiresAt.getTime(), pairingCode };
      return json(200, { data: [row] });
    },
    approve({ pairingCode, accountId }) {
      const found = [...tokens.values()].find((one) => one.pairingCode === pairingCode);
      if (!found) return failed(["pairingCode: no token was given out with this code."]);
      if (found.expiresAt < desk.world.now().toISOString()) return failed(["pairingCode: it has expired."]);
      const [first] = desk.accounts.values();
      const account = accountId === undefined ? first : desk.accounts.get(accountId);
      if (!account) return failed(["accountId: no such merchant account is registered."]);
      tokens.put(found.token, { ...found, accountId: account.accountId });
      return ok({ accountId: account.accountId, facade: found.facade });
    },
  };
}
