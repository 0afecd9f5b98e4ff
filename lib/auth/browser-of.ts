import { ipAddressOf } from "./ip-address";

/** What a browser says of itself and the nearest proxy of where it is: for its owner to recognise it by, and for the audit. */
export function browserOf(headers: Headers): { readonly ipAddress?: string; readonly userAgent?: string } {
  const ipAddress = ipAddressOf(headers);
  const userAgent = headers.get("user-agent");
  return { ...(ipAddress ? { ipAddress } : {}), ...(userAgent ? { userAgent } : {}) };
}
