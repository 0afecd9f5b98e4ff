import { readCrockford } from "@/lib/base/crockford";

/** 24 of Crockford's characters: 120 bits, so nobody finds one by trying. */
export const VERIFY_CODE_LENGTH = 24;
const GROUP = /.{4}/g;

/** For paper and for people: "7K3M-9Q2X-4B8T-1ZC0-HN5W-D6RA". */
export function formatVerifyCode(code: string): string {
  return (code.match(GROUP) ?? []).join("-");
}

/** As somebody types it off a receipt, to what was printed. Null for what cannot be one. */
export function readVerifyCode(typed: string): string | null {
  // Whatever stands in the address: longer than anybody types is not looked at.
  const bare = typed.length > 200 ? null : readCrockford(typed);
  return bare?.length === VERIFY_CODE_LENGTH ? bare : null;
}
