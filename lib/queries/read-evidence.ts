import * as z from "zod";
import { db } from "@/lib/db/client";
import type { Evidence, WebhookDelivery } from "@/lib/db/generated/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { maskAccountNumbers } from "@/lib/domain/account/mask-in-text";
import type { EvidenceView } from "@/lib/domain/payout/evidence-view";
import { createScrubber } from "@/lib/providers/contract/scrub";

export type EvidenceQuestion = { readonly payoutId: string; readonly evidenceId: string };

/** A stored exchange or webhook of this payout. Null where it does not exist, is another payout's or another merchant's. */
export async function readEvidence(actor: Actor, { payoutId, evidenceId }: EvidenceQuestion): Promise<EvidenceView | null> {
  if (!may(actor, "evidence.view")) return null;
  const { merchantId } = actor;
  const exchange = await db().evidence.findFirst({ where: { id: evidenceId, merchantId, payoutId } });
  if (exchange) return exchangeView(exchange);

  const seen = await db().observation.findFirst({ where: { merchantId, payoutId, deliveryId: evidenceId }, select: { id: true } });
  const delivery = seen && (await db().webhookDelivery.findFirst({ where: { id: evidenceId, merchantId } }));
  return delivery ? deliveryView(delivery) : null;
}

const Headers = z.record(z.string(), z.string()).catch({});

function exchangeView(exchange: Evidence): EvidenceView {
  const { method, url, requestHeaders, requestBody, status, responseHeaders, responseBody, fault, bytesLeft, durationMs } = exchange;
  return {
    request: { line: `${method} ${maskAccountNumbers(url)}`, headers: headersOf(requestHeaders), body: maskAccountNumbers(requestBody) },
    response:
      status === null ? null : { line: String(status), headers: headersOf(responseHeaders), body: maskAccountNumbers(responseBody) },
    silence: status === null ? `${fault ?? "No answer came"}. ${bytesLeft ? MAY_HAVE_ARRIVED : NEVER_LEFT}` : null,
    durationMs,
  };
}

const MAY_HAVE_ARRIVED = "The request had left, so it may have been acted on.";
const NEVER_LEFT = "Nothing had left this machine, so nothing was acted on.";

/** A webhook has no answer worth showing: ours is always an empty 200. */
function deliveryView({ path, headers, body, proof }: WebhookDelivery): EvidenceView {
  return {
    request: {
      line: `POST ${path}`,
      headers: headersOf(headers),
      body: maskAccountNumbers(createScrubber([]).text(Buffer.from(body).toString("utf8"))),
    },
    response: { line: PROOFS[proof] ?? proof, headers: [], body: "" },
    silence: null,
    durationMs: null,
  };
}

const PROOFS: Readonly<Record<string, string>> = {
  signed: "200 OK, signature verified",
  unsigned: "200 OK, unsigned: taken as a hint and looked up",
  undecided: "200 OK, signature not checked yet",
};

function headersOf(stored: unknown): [string, string][] {
  return Object.entries(createScrubber([]).headers(Headers.parse(stored)));
}
