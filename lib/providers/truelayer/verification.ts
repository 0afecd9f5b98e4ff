import { readJson } from "../contract/faults";
import type { Fault, ProviderConnection, VerificationOutcome } from "../contract/types";
import type { Called, TrueLayerClient } from "./client";
import { faultOfCall } from "./faults";
import { identifierOf } from "./instruction";
import { CreatedVerification, Verification } from "./wire";

type Asked = Parameters<NonNullable<ProviderConnection["verifyReceiver"]>>[0];

const PATH = "/v3/account-holder-verifications/requests";
const SCOPE = "verification";
/** It is made at once and read when it is done; a bank that takes longer has not answered. */
const LOOKS = 5;

/** Asks the receiver's bank whether the name is the account's. TrueLayer keeps the result, and a payout can be made to it by its id. */
export async function verifyReceiver(client: TrueLayerClient, { holderName, address }: Asked): Promise<VerificationOutcome> {
  const identifier = identifierOf(address);
  if (!identifier) return { kind: "notPossible", why: "TrueLayer checks names for IBANs and UK accounts only." };
  const body = new TextEncoder().encode(JSON.stringify({ account_holder_name: holderName, account_identifier: identifier }));
  const made = await client.ask("verifyReceiver", PATH, { scope: SCOPE, body });
  if (!isFine(made)) return { kind: "unavailable", fault: faultOfCall(made, client.now()) };
  const created = readJson(made, CreatedVerification);
  if (created.kind === "unreadable") return { kind: "unavailable", fault: created.fault };

  for (let look = 0; look < LOOKS; look += 1) {
    const asked = await client.ask("verifyReceiver", `${PATH}/${encodeURIComponent(created.value.id)}`, { scope: SCOPE });
    if (!isFine(asked)) return { kind: "unavailable", fault: faultOfCall(asked, client.now()) };
    const read = readJson(asked, Verification);
    if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
    const outcome = outcomeOf(read.value);
    if (outcome) return outcome;
  }
  return { kind: "unavailable", fault: stillRunning };
}

const stillRunning: Fault = {
  kind: "unavailable",
  message: "The receiver's bank has not answered yet.",
  retryAfterSeconds: null,
  evidenceId: null,
};

/** Null while it runs. */
function outcomeOf({ id: verificationId, status, match_result: match, failure_reason: failure }: Verification): VerificationOutcome | null {
  if (status === "failed") return { kind: "notPossible", why: failure ? `TrueLayer says "${failure}".` : "The check failed at TrueLayer." };
  if (status !== "completed") return null;
  switch (match?.type) {
    case "match":
      return { kind: "match", verificationId };
    case "partial_match":
      return { kind: "partialMatch", suggestedName: match.account_holder_name ?? "", verificationId };
    case "no_match":
      return { kind: "noMatch" };
    default:
      return { kind: "notPossible", why: match?.reason ?? "The receiver's bank does not answer name checks." };
  }
}

function isFine(called: Called): called is Extract<Called, { kind: "answered" }> {
  return called.kind === "answered" && called.status >= 200 && called.status <= 299;
}
