import type { ProviderConnection } from "../contract/connection";
import { readJson } from "../contract/faults";
import type { VerificationOutcome } from "../contract/receiver";
import type { Called, TrueLayerClient } from "./client";
import { faultOfCall } from "./faults";
import { identifierOf } from "./instruction";
import { CreatedVerification, Verification } from "./wire";

type Asked = Parameters<NonNullable<ProviderConnection["verifyReceiver"]>>[0];

const PATH = "/v3/account-holder-verifications/requests";
const SCOPE = "verification";
/** Before each look: the first comes almost at once, and a bank that has not answered after the last has not answered in time. */
const WAITS_MS = [200, 500, 1_000, 2_000, 4_000] as const;

/** Asks the receiver's bank whether the name is the account's. TrueLayer keeps the result, and a payout can be made to it by its id. */
export async function verifyReceiver(client: TrueLayerClient, { holderName, address }: Asked): Promise<VerificationOutcome> {
  const identifier = identifierOf(address);
  if (!identifier) return { kind: "notPossible", why: "TrueLayer checks names for IBANs and UK accounts only.", evidenceId: null };
  const body = new TextEncoder().encode(JSON.stringify({ account_holder_name: holderName, account_identifier: identifier }));
  const made = await client.ask("verifyReceiver", PATH, { scope: SCOPE, body });
  if (!isFine(made)) return { kind: "unavailable", fault: faultOfCall(made, client.now()) };
  const created = readJson(made, CreatedVerification);
  if (created.kind === "unreadable") return { kind: "unavailable", fault: created.fault };

  let evidenceId: string | null = made.evidenceId;
  for (const waitMs of WAITS_MS) {
    await client.pause(waitMs);
    const asked = await client.ask("verifyReceiver", `${PATH}/${encodeURIComponent(created.value.id)}`, { scope: SCOPE });
    if (!isFine(asked)) return { kind: "unavailable", fault: faultOfCall(asked, client.now()) };
    const read = readJson(asked, Verification);
    if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
    evidenceId = asked.evidenceId;
    const outcome = outcomeOf(read.value, evidenceId);
    if (outcome) return outcome;
  }
  // TrueLayer itself answers well: it is no fault of the connection's, and nobody may lean on it as an answer.
  return { kind: "notPossible", why: "The receiver's bank has not answered in time. It can be asked again.", evidenceId };
}

/** Null while it runs. */
function outcomeOf(verification: Verification, evidenceId: string): VerificationOutcome | null {
  const { id: verificationId, status, match_result: match, failure_reason: failure } = verification;
  if (status === "failed") {
    return { kind: "notPossible", why: failure ? `TrueLayer says "${failure}".` : "The check failed at TrueLayer.", evidenceId };
  }
  if (status !== "completed") return null;
  switch (match?.type) {
    case "match":
      return { kind: "match", verificationId, evidenceId };
    case "partial_match":
      return { kind: "partialMatch", suggestedName: match.account_holder_name ?? "", verificationId, evidenceId };
    case "no_match":
      return { kind: "noMatch", evidenceId };
    default:
      return { kind: "notPossible", why: match?.reason ?? "The receiver's bank does not answer name checks.", evidenceId };
  }
}

function isFine(called: Called): called is Extract<Called, { kind: "answered" }> {
  return called.kind === "answered" && called.status >= 200 && called.status <= 299;
}
