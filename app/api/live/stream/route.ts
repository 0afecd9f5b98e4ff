import { sessionRoute } from "@/lib/auth/rest-route";
import { switchboard } from "@/lib/live/process-switchboard";

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  // Neither kept nor packed on the way: what is packed arrives when there is enough of it.
  "Cache-Control": "private, no-store, no-transform",
  "X-Accel-Buffering": "no",
};

/** Tells an open page what to read again, for as long as it is open. Where there is no stream the page asks by itself. */
export const GET = sessionRoute("payout.view", async ({ actor }) => {
  const stream = await switchboard().connect(actor);
  if (stream === "tooMany") return new Response(null, { status: 429, headers: { "Retry-After": "60" } });
  if (stream === "notNow") return new Response(null, { status: 503, headers: { "Retry-After": "5" } });
  return new Response(stream, { headers: HEADERS });
});
