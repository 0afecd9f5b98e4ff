import type { Knocker } from "./doors";

/** What a door says: `in` is let through, whatever is found behind it; `signIn` is taken for nobody; `late` has begun with another status. */
export type Told = "in" | "signIn" | "forbidden" | "notFound" | "late" | "broken";

/** A page, asked for as a browser asks that has just been opened. */
export async function visit(path: string, { headers }: Knocker): Promise<Told> {
  const answer = await fetch(`${origin()}${path}`, { headers, redirect: "manual" });
  const leadsTo = answer.headers.get("location") ?? "";
  const text = await answer.text();
  if (answer.status >= 500) return "broken";
  if (answer.status >= 300 && answer.status < 400) return leadsTo.includes("/sign-in") ? "signIn" : "in";
  if (answer.status === 403) return "forbidden";
  if (answer.status === 404) return "notFound";
  // It was sent as if all were well, and the forbidden or missing face came after it.
  if (text.includes("NEXT_HTTP_ERROR_FALLBACK;")) return "late";
  return "in";
}

/** A route. What is sent says nothing, so whoever is let through is told that it is not understood, and nothing is done. */
export async function call(method: string, path: string, { headers }: Knocker): Promise<Told> {
  const body =
    method === "GET" ? {} : { body: "{}", headers: { "content-type": "application/json", "idempotency-key": crypto.randomUUID() } };
  const answer = await fetch(`${origin()}${path}`, { method, ...body, headers: { ...body.headers, origin: origin(), ...headers } });
  // A stream has no end to wait for.
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
  const text = isStream ? "" : await answer.text();
  if (isStream) await answer.body?.cancel();
  if (answer.status >= 500) return "broken";
  // Where nothing may be known yet, nothing is told of what is another's either.
  if (answer.status === 200 && text === "null") return "notFound";
  return ({ 401: "signIn", 403: "forbidden", 404: "notFound" } as const)[answer.status] ?? "in";
}

/** A server action by its id, as the browser sends it, with nothing that any of them could take. */
export async function act(actionId: string, path: string, { headers }: Knocker): Promise<Told> {
  const answer = await fetch(`${origin()}${path}`, {
    method: "POST",
    headers: {
      ...headers,
      origin: origin(),
      accept: "text/x-component",
      "next-action": actionId,
      "content-type": "text/plain;charset=UTF-8",
    },
    body: "[{}]",
    redirect: "manual",
  });
  const text = await answer.text();
  if (answer.status >= 500) return "broken";
  if (answer.status === 404) return "notFound";
  const code = /"code":"(unauthenticated|forbidden)"/.exec(text)?.[1];
  if (code) return code === "forbidden" ? "forbidden" : "signIn";
  return text.includes('"ok":') ? "in" : "broken";
}

function origin(): string {
  return process.env.E2E_ORIGIN ?? "";
}
