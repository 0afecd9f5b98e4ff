import { env } from "@/lib/env";

/** Whether the browser speaks https: said by our own address, or by the proxy in front of us. */
export function isSecure(requestHeaders: Headers): boolean {
  const forwarded = requestHeaders.get("x-forwarded-proto")?.split(",")[0]?.trim();
  return forwarded === "https" || env().nextAuthUrl.startsWith("https:");
}
