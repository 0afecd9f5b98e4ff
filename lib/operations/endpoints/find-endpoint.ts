import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import type { Endpoint } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockEndpoint } from "./lock-endpoint";

/** An endpoint of the merchant's that is not removed, held until the transaction ends. */
export async function findEndpoint(tx: Tx, { merchantId }: Actor, endpointId: string): Promise<Result<Endpoint, Denial>> {
  const endpoint = await lockEndpoint(tx, endpointId);
  if (endpoint?.merchantId !== merchantId) return failed(denial("notFound"));
  if (endpoint.state === "removed") return failed(denial("changedMeanwhile", "This endpoint has been removed. Make another."));
  return ok(endpoint);
}
