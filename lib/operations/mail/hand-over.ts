import { createTransport, type Transporter } from "nodemailer";
import { SECOND_MS } from "@/lib/base/time";
import type { Env } from "@/lib/env";

export type Letter = {
  readonly id: string;
  readonly to: { readonly address: string; readonly name: string };
  readonly subject: string;
  readonly text: string;
};

/** `refused`: this mail will never be taken. `away`: perhaps later. */
export type HandedOver = { readonly kind: "taken" } | { readonly kind: "refused" | "away"; readonly fault: string };

/** Gives one letter to the mail server. The same letter always has the same Message-ID, so that twice the same can be seen to be one. */
export async function handOver(mail: NonNullable<Env["mail"]>, { id, to, subject, text }: Letter): Promise<HandedOver> {
  try {
    await transportOf(mail).sendMail({
      ...{ from: mail.from, to, subject, text, messageId: `<${id}@${new URL(mail.smtpUrl).hostname}>` },
      headers: { "Auto-Submitted": "auto-generated" },
      // What people typed is text: never the name of a file or of an address to fetch.
      ...{ disableFileAccess: true, disableUrlAccess: true },
    });
    return { kind: "taken" };
  } catch (error) {
    return judge(error);
  }
}

const kept = new Map<string, Transporter>();

function transportOf({ smtpUrl }: NonNullable<Env["mail"]>): Transporter {
  const known = kept.get(smtpUrl);
  if (known) return known;
  const { protocol, hostname, port, username, password } = new URL(smtpUrl);
  const secure = protocol === "smtps:";
  const transport = createTransport({
    ...{ host: hostname, port: Number(port) || (secure ? 465 : 587), secure },
    // A password never crosses the wire in the open.
    ...(username && { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) }, requireTLS: !secure }),
    ...{ connectionTimeout: 20 * SECOND_MS, greetingTimeout: 20 * SECOND_MS, socketTimeout: 40 * SECOND_MS },
  });
  kept.set(smtpUrl, transport);
  return transport;
}

/** 5xx to what stands in the envelope or the letter is the server's last word; to the greeting or the password it is ours to mend. */
const ABOUT_THE_LETTER = ["MAIL FROM", "RCPT TO", "DATA"];

function judge(error: unknown): HandedOver {
  const { responseCode, command, code } = error instanceof Error ? (error as Error & Reply) : {};
  const isFinal = (responseCode ?? 0) >= 500 && ABOUT_THE_LETTER.includes(command ?? "");
  // Neither the server's text nor the error's: they may repeat what was sent.
  const fault = responseCode
    ? `The mail server answered ${responseCode}${command ? ` to ${command}` : ""}.`
    : `The mail server could not be reached${code ? ` (${code})` : ""}.`;
  return { kind: isFinal ? "refused" : "away", fault };
}

type Reply = { readonly responseCode?: number; readonly command?: string; readonly code?: string };
