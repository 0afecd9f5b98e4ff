import { db } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import type { AccountRule } from "@/lib/domain/approval/policy";

/** What a receiver's account will have to pass before anything is paid to it. */
export async function readAccountRule(merchantId: string): Promise<AccountRule> {
  return (await readPolicy(db(), merchantId)).accounts;
}
