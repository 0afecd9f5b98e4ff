import { randomBytes } from "node:crypto";
import { newId } from "@/lib/base/id";
import type { Rehearsal } from "../contract/rehearsal";
import { identityOf, newPrivateKey, sinOf } from "./signing";
import { REFUSALS } from "./simulator-answers";
import { smallestPayout } from "./simulator-rates";

export const bitpayRehearsal: Rehearsal = {
  newAccount() {
    const privateKey = newPrivateKey();
    const { publicKey } = identityOf(privateKey);
    const tokens = {
      payoutToken: `demo-${randomBytes(18).toString("base64url")}`,
      merchantToken: `demo-${randomBytes(18).toString("base64url")}`,
    };
    return { settings: { privateKey, ...tokens }, accountId: sinOf(publicKey), credentials: { publicKey, ...tokens } };
  },
  // Nobody may be paid who is not enrolled: this is what a receiver's record holds before.
  openLoop: () => ({ kind: "account", holderName: "Zoë O'Neil", address: { kind: "emailWallet", email: "zoe@example.test" } }),
  receiver() {
    const email = `zoe-${randomBytes(4).toString("hex")}@example.test`;
    return {
      receiverId: newId("receiver"),
      providerReceiverId: null,
      kind: "person",
      firstName: "Zoë",
      lastName: "O'Neil",
      email,
      phone: null,
      dateOfBirth: null,
      postalAddress: null,
      account: { kind: "emailWallet", email },
    };
  },
  closedLoop: null,
  refusals: Object.fromEntries(Object.entries(REFUSALS).map(([word, { meaning }]) => [word, meaning])),
  failure: "unknown",
  smallest: (currency) => smallestPayout(currency).minor,
  webhookProof: "none",
};
