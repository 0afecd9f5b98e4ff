import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import * as z from "zod";
import type { Result } from "@/lib/base/result";
import { readInput } from "@/lib/providers/contract/simulator";
import { MOODS, MoodWish } from "@/lib/providers/contract/simulator-moods";
import { type LedgerRow, Pace, SimulatedState, type SimulatorCore } from "@/lib/providers/contract/simulator-spec";
import type { Stage } from "./stage";

const TEN_YEARS_MS = 315_360_000_000;
const ClockRequest = z.strictObject({ advanceMs: z.int().nonnegative().max(TEN_YEARS_MS) });
const LedgerQuery = z.strictObject({
  reference: z.string().optional(),
  idempotencyKey: z.string().optional(),
  state: SimulatedState.optional(),
  since: z.iso.datetime({ offset: true }).optional(),
});

/** What tests, seeds and people may ask of the simulators and of nobody real. */
export function controls(ready: Promise<Stage>): Hono {
  const app = new Hono();

  const clockFace = ({ clock }: Stage) => ({ now: clock.now().toISOString(), aheadMs: clock.aheadMs() });

  app.get("/", async (context) => {
    const stage = await ready;
    const providers = [...stage.cores].map(([id, core]) => [id, { moods: core.moods.current(), booked: core.ledger().length }]);
    return context.json({ clock: clockFace(stage), providers: Object.fromEntries(providers), moods: Object.keys(MOODS) });
  });
  app.get("/clock", async (context) => context.json(clockFace(await ready)));
  app.post("/clock", async (context) => {
    const stage = await ready;
    const wish = readInput(ClockRequest, await readJson(context));
    if (!wish.ok) return answer(context, wish);
    await stage.advance(wish.value.advanceMs);
    return context.json(clockFace(stage));
  });
  app.post("/reset", async (context) => {
    await (await ready).forget();
    return context.json({ forgotten: true });
  });

  const withCore = async (context: Context, act: (core: SimulatorCore) => Response | Promise<Response>) => {
    const { cores } = await ready;
    const core = cores.get(context.req.param("provider") ?? "");
    if (core) return act(core);
    return context.json({ error: `There is no such simulator. Simulators: ${[...cores.keys()].join(", ")}.` }, 404);
  };
  const door = (name: string, act: (core: SimulatorCore, input: unknown) => Promise<Result<unknown, readonly string[]>>) =>
    app.post(`/:provider/${name}`, (context) =>
      withCore(context, async (core) => answer(context, await act(core, await readJson(context)))),
    );

  app.get("/:provider/ledger", (context) =>
    withCore(context, (core) => {
      const query = readInput(LedgerQuery, context.req.query());
      if (!query.ok) return answer(context, query);
      const items = core.ledger().filter((row) => isWanted(row, query.value));
      return context.json({ items: items.map(asJson) });
    }),
  );
  app.get("/:provider/mood", (context) => withCore(context, (core) => context.json({ moods: core.moods.current() })));
  door("mood", async (core, input) => {
    const wish = readInput(MoodWish, input);
    return wish.ok ? core.setMood(wish.value) : wish;
  });
  door("pace", async (core, input) => {
    const pace = readInput(Pace, input);
    if (pace.ok) core.setPace(pace.value);
    return pace;
  });
  door("orders", (core, input) => core.addOrder(input));
  door("enrolments", (core, input) => core.moveEnrolment(input));
  door("accounts", (core, input) => core.registerAccount(input));
  door("payouts", (core, input) => core.bookHistory(input));

  app.all("*", (context) => context.json({ error: `There is no control ${context.req.method} ${context.req.path}.` }, 404));
  return app;
}

/** A number where a script can count with it safely, otherwise its digits as text. */
function asJson(row: LedgerRow) {
  const minor = Number(row.amountMinor);
  return { ...row, amountMinor: Number.isSafeInteger(minor) ? minor : row.amountMinor };
}

function isWanted(row: LedgerRow, query: z.infer<typeof LedgerQuery>): boolean {
  if (query.reference !== undefined && row.reference !== query.reference) return false;
  if (query.idempotencyKey !== undefined && row.idempotencyKey !== query.idempotencyKey) return false;
  if (query.state !== undefined && row.state !== query.state) return false;
  return query.since === undefined || Date.parse(row.bookedAt) >= Date.parse(query.since);
}

/** An empty body is an empty wish. */
async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new HTTPException(400, { res: Response.json({ error: "The body is no JSON.", problems: [] }, { status: 400 }) });
  }
}

function answer(context: Context, result: Result<unknown, readonly string[]>): Response {
  if (!result.ok) return context.json({ error: "The simulator cannot do that.", problems: result.error }, 400);
  return context.json(Array.isArray(result.value) ? { items: result.value } : result.value);
}
