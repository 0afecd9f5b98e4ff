import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import type { SimulatedReply, SimulatedRequest } from "@/lib/providers/contract/simulator-spec";
import { controls } from "./controls";
import type { Stage } from "./stage";

const MAX_REQUEST_BYTES = 4 * 1024 * 1024;

type Env = { Bindings: HttpBindings };

/** The wire of every provider under its own first path segment, and the controls under `/_sim`. */
export function simulatorHost(stage: Promise<Stage>): Hono<Env> {
  const host = new Hono<Env>();
  host.route("/_sim", controls(stage));
  host.all("*", async (context) => {
    const request = await readRequest(context);
    const core = (await stage).coreOf(request.prefix);
    if (!core) return context.json({ error: `No simulator serves /${request.prefix}.` }, 404);
    if (request.body.byteLength > MAX_REQUEST_BYTES) return context.json({ error: "The request is too large." }, 413);
    return give(context, await core.handle(request));
  });
  host.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    console.error("A simulator stumbled.", error);
    return context.json({ error: "The simulator itself stumbled; see its log." }, 500);
  });
  return host;
}

async function readRequest(context: Context<Env>): Promise<SimulatedRequest> {
  // The address as it was sent, byte by byte: signatures are made over it, and a router's decoding would change it.
  const [fullPath = "/", search = ""] = (context.env.incoming.url ?? "/").split(/\?(.*)/s);
  const [, prefix = "", ...rest] = fullPath.split("/");
  return {
    method: context.req.method,
    prefix,
    path: `/${rest.join("/")}`,
    fullPath,
    query: Object.fromEntries(new URLSearchParams(search)),
    search,
    headers: context.req.header(),
    body: new Uint8Array(await context.req.arrayBuffer()),
  };
}

async function give(context: Context<Env>, reply: SimulatedReply): Promise<Response> {
  if (reply.kind === "silence") {
    await hold(context, reply.holdMs);
    context.env.outgoing.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (reply.delayMs > 0) await hold(context, reply.delayMs);
  const { status, headers, body } = reply.answer;
  const mayHaveBody = status !== 204 && status !== 304;
  return new Response(mayHaveBody ? body : null, { status, headers });
}

/** Ends early when the caller hangs up. */
function hold(context: Context<Env>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ms);
    context.env.outgoing.once("close", end);
  });
}
