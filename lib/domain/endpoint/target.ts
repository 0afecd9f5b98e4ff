import * as z from "zod";
import { isCallable } from "./address-guard";

export type Rehearsal = { readonly allowsLoopback: boolean };

/** Below this number live the services of machines (mail, SSH, databases' neighbours); web servers of one's own live above it. */
const FIRST_FREE_PORT = 1024;

/** Where events may be sent, as far as the address alone tells; what its name leads to is judged when it is called. */
export function judgeTarget(
  text: string,
  { allowsLoopback }: Rehearsal,
): { readonly ok: true; readonly url: URL } | { readonly ok: false; readonly sentence: string } {
  const parsed = Address.safeParse(text);
  if (!parsed.success) return no("Give a whole address such as https://shop.example.com/webhooks.");
  const url = new URL(parsed.data);
  if (url.username !== "" || url.password !== "") return no("Leave name and password out of the address: the signature is the proof.");
  if (url.hash !== "") return no("Leave out what follows the #: it is never sent.");
  const host = hostOf(url);
  const mayBeLoopback = allowsLoopback && (host === "localhost" || isCallableLiteral(host, true));
  if (url.protocol !== "https:" && !(url.protocol === "http:" && mayBeLoopback)) return no("The address has to begin with https://.");
  const port = Number(url.port || (url.protocol === "https:" ? 443 : 80));
  if (port !== 443 && port < FIRST_FREE_PORT) return no(`Use port 443, or one from ${FIRST_FREE_PORT} on.`);
  if (isLiteral(host) && !isCallableLiteral(host, allowsLoopback))
    return no("That address lies inside a private network, or belongs to nobody.");
  return { ok: true, url };
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, "$1");
}

// Spaces and line breaks are dropped in silence by whoever reads addresses, so one that has any is none.
const Address = z.string().max(2_000).regex(/^\S+$/).refine(URL.canParse);

function isLiteral(host: string): boolean {
  return host.includes(":") || /^\d+(\.\d+){3}$/.test(host);
}

function isCallableLiteral(host: string, allowsLoopback: boolean): boolean {
  return isLiteral(host) && isCallable(host, { allowsLoopback });
}

function no(sentence: string) {
  return { ok: false as const, sentence };
}
