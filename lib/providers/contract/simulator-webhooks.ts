import * as z from "zod";
import { addMs } from "@/lib/base/time";
import type { MoodName, Moods } from "./simulator-moods";
import type { SimulatedAccount, SimulatedEvent, SimulatedProvider, SimulatorWorld } from "./simulator-spec";
import type { Collection, Store } from "./simulator-store";

const SHUFFLE_WITHIN_MS = 4000;
/** Longer than a payout takes to settle: shuffled, the news of its beginning comes after that of its end. */
const OVERTAKEN_AFTER_MS = 8000;

const QueuedWebhook = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  body: z.string(),
  url: z.string().nullable().default(null),
  forged: z.boolean(),
  /** How many deliveries were tried. */
  attempts: z.number(),
  dueAt: z.string(),
});
type QueuedWebhook = z.infer<typeof QueuedWebhook>;

export interface Post {
  /** Queues an event; `lie` is what a forger would say in its place, `isFirst` whether later events of the same payout follow. */
  announce(accountId: string, event: SimulatedEvent, more?: { readonly lie?: SimulatedEvent; readonly isFirst?: boolean }): void;
  nextDueAt(): Date | null;
  sendDue(): void;
  idle(): Promise<void>;
}

/** Webhooks out: queued in the journal, so that a kill loses none; sent at least once, again by the provider's own retry schedule. */
export function createPost<Credentials, Details>(options: {
  readonly store: Store;
  readonly world: SimulatorWorld;
  readonly accounts: Collection<SimulatedAccount<Credentials>>;
  readonly moods: Moods;
  readonly provider: () => SimulatedProvider<Credentials, Details>;
}): Post {
  const { store, world, accounts, moods } = options;
  const queue = store.collection("webhooks", QueuedWebhook);
  const counter = store.collection("webhookCount", z.number());
  const sending = new Map<string, Promise<void>>();

  const enqueue = (accountId: string, event: SimulatedEvent, how: { forged: boolean; afterMs: number }) => {
    const id = String(counter.put("last", (counter.get("last") ?? 0) + 1));
    const dueAt = addMs(world.now(), how.afterMs).toISOString();
    queue.put(id, { id, accountId, name: event.name, body: event.body, url: event.url ?? null, forged: how.forged, attempts: 0, dueAt });
  };

  const deliver = async (webhook: QueuedWebhook, account: SimulatedAccount<Credentials>, url: string) => {
    const { body, forged } = webhook;
    const headers = options.provider().signWebhook({ account, url, body, at: world.wallNow(), forged });
    const status = await world.sendWebhook({ url, headers, body });
    // Forgotten meanwhile by a reset: there is nothing left to note.
    if (queue.get(webhook.id) !== webhook) return;

    const delivered = status !== null && options.provider().isDelivered(status);
    const retryAfterMs = options.provider().webhookRetriesMs[webhook.attempts];
    if (delivered || forged || retryAfterMs === undefined) queue.remove(webhook.id);
    else queue.put(webhook.id, { ...webhook, attempts: webhook.attempts + 1, dueAt: addMs(world.now(), retryAfterMs).toISOString() });
    await store.settled();
  };

  return {
    announce(accountId, event, { lie = event, isFirst = false } = {}) {
      const strikes = (name: MoodName) => moods.draw([name]) !== null;
      if (strikes("webhooksForged")) enqueue(accountId, lie, { forged: true, afterMs: 0 });
      if (strikes("webhooksLost")) return;
      const shuffledMs = () => (isFirst ? OVERTAKEN_AFTER_MS : 0) + Math.floor(world.random() * SHUFFLE_WITHIN_MS);
      const afterMs = strikes("webhooksShuffled") ? shuffledMs() : 0;
      enqueue(accountId, event, { forged: false, afterMs });
      if (strikes("webhooksDoubled")) enqueue(accountId, event, { forged: false, afterMs });
    },
    nextDueAt() {
      let earliest: string | null = null;
      for (const { id, dueAt } of queue.values()) {
        if (!sending.has(id) && (earliest === null || dueAt < earliest)) earliest = dueAt;
      }
      return earliest === null ? null : new Date(earliest);
    },
    sendDue() {
      const now = world.now().toISOString();
      for (const webhook of [...queue.values()]) {
        if (sending.has(webhook.id) || webhook.dueAt > now) continue;
        const account = accounts.get(webhook.accountId);
        const url = webhook.url ?? account?.webhookUrl ?? null;
        if (!account || url === null) {
          queue.remove(webhook.id);
          continue;
        }
        const delivery = deliver(webhook, account, url).finally(() => sending.delete(webhook.id));
        sending.set(webhook.id, delivery);
      }
    },
    async idle() {
      while (sending.size > 0) await Promise.allSettled([...sending.values()]);
    },
  };
}
