import { MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { receiveDelivery } from "@/lib/operations/webhooks/receive-delivery";
import type { SimulatedReply, SimulatedRequest } from "@/lib/providers/contract/simulator-spec";
import type { ExchangeRequest } from "@/lib/providers/contract/transport";
import type { Chance, Ledger, Stage } from "./life";
import type { Crossing, Ended } from "./threads";
import type { Post } from "./world";

// The network between desk and provider, both ways: it brings, delays, doubles, changes and loses.

/** A request may arrive after its sender has given it up, but not for ever. */
const STRAY_FOR_MS = 5 * MINUTE_MS;
const CONNECT_WITHIN_MS = 5 * SECOND_MS;
const ANSWER_WITHIN_MS = 15 * SECOND_MS;

export type Carrier = {
  chances(): readonly Chance[];
  /** Ends what has waited too long, as a transport would; now and then the process stood still and does not notice. */
  endOverdue(): Promise<void>;
  /** Brings everything, both ways, and nothing is lost. */
  bringAll(): Promise<void>;
  processDied(left: readonly ExchangeRequest[]): void;
};

export function createCarrier({ world, threads, random, clock }: Stage, ledger: Ledger, afterLanding: () => void): Carrier {
  let strays: { request: ExchangeRequest; until: number }[] = [];
  const answering = new Set<Post>();

  const land = async (crossing: Crossing, end: Parameters<Crossing["land"]>[0]) => {
    await threads.land(crossing, end);
    afterLanding();
  };
  const never = (crossing: Crossing) => land(crossing, { kind: "neverLeft", message: "No connection." });
  const lose = (crossing: Crossing, timedOut: boolean) =>
    land(crossing, { kind: "lost", timedOut, message: timedOut ? "No whole answer in time." : "The connection broke.", partial: null });
  const leave = async (crossing: Crossing) => {
    if (crossing.limits.mayStillLeave?.() === false) {
      ledger.met("wire:tooLateToLeave");
      return never(crossing);
    }
    crossing.phase = "left";
  };
  const arrive = async (crossing: Crossing) => {
    crossing.reply = await world.core.handle(received(crossing.request));
    crossing.phase = "answered";
  };
  const answer = async (crossing: Crossing) => {
    const reply = crossing.reply;
    if (reply?.kind !== "answer") return lose(crossing, true);
    await land(crossing, { kind: "answered", answer: answerOf(reply) });
  };
  const through = async (crossing: Crossing) => {
    if (crossing.phase === "connecting") await leave(crossing);
    if (crossing.phase === "left") await arrive(crossing);
    if (crossing.phase === "answered") await answer(crossing);
  };
  const stray = (request: ExchangeRequest) => strays.push({ request, until: clock.now + STRAY_FOR_MS });

  const deliver = async (post: Post, how: "true" | "copy" | "changed") => {
    const body = how === "changed" ? post.body.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)) : post.body;
    if (how === "true") {
      world.posts.splice(world.posts.indexOf(post), 1);
      answering.add(post);
    }
    const delivery = {
      path: new URL(post.url).pathname,
      headers: Object.fromEntries(Object.entries(post.headers).map(([name, value]) => [name.toLowerCase(), value])),
      body: new TextEncoder().encode(body),
      receivedAt: new Date(clock.now),
    };
    const whenEnded = (end: Ended) => {
      if (how !== "true") return;
      answering.delete(post);
      post.answer(statusOf(end));
    };
    await ledger.run(
      `webhook ${how}`,
      () => receiveDelivery({ provider: world.provider, connectionId: world.connection.id, delivery }),
      whenEnded,
    );
  };
  const losePost = async (post: Post) => {
    world.posts.splice(world.posts.indexOf(post), 1);
    post.answer(null);
  };

  const met = (fault: string, act: () => Promise<unknown>) => async () => {
    ledger.met(`wire:${fault}`);
    await act();
  };
  const forCrossing = (crossing: Crossing): Chance[] => {
    const name = crossing.thread.name;
    if (crossing.phase === "connecting") {
      return [
        { weight: 8, name: `${name}: through`, act: () => through(crossing) },
        { weight: 2, name: `${name}: leaves`, act: () => leave(crossing) },
        { weight: 1, name: `${name}: no connection`, act: met("noConnection", () => never(crossing)) },
      ];
    }
    if (crossing.phase === "left") {
      return [
        { weight: 4, name: `${name}: arrives`, act: () => arrive(crossing) },
        { weight: 1, name: `${name}: lost on the way`, act: met("requestLost", () => lose(crossing, true)) },
        {
          weight: 1,
          name: `${name}: given up on the way`,
          act: met("arrivesLate", async () => {
            stray(crossing.request);
            await lose(crossing, true);
          }),
        },
      ];
    }
    return [
      { weight: 5, name: `${name}: answered`, act: () => answer(crossing) },
      { weight: 1, name: `${name}: answer lost`, act: met("answerLost", () => lose(crossing, true)) },
      { weight: 1, name: `${name}: answer breaks off`, act: met("answerBreaksOff", () => lose(crossing, false)) },
    ];
  };
  const arriveStray = async () => {
    const [first] = strays.splice(0, 1);
    if (first && first.until >= clock.now) await world.core.handle(received(first.request));
  };

  return {
    chances: () => [
      ...threads.crossings.flatMap(forCrossing),
      ...world.posts.flatMap((post): Chance[] => [
        { weight: 4, name: "webhook arrives", act: () => deliver(post, "true") },
        { weight: 0.7, name: "webhook doubled", act: met("webhookDoubled", () => deliver(post, "copy")) },
        { weight: 0.7, name: "webhook changed", act: met("webhookChanged", () => deliver(post, "changed")) },
        { weight: 0.7, name: "webhook lost", act: met("webhookLost", () => losePost(post)) },
      ]),
      ...(strays.length > 0 ? [{ weight: 3, name: "a late request arrives", act: arriveStray }] : []),
    ],
    async endOverdue() {
      strays = strays.filter(({ until }) => until >= clock.now);
      for (const crossing of [...threads.crossings]) {
        if (!threads.crossings.includes(crossing)) continue;
        const waited = clock.now - crossing.since;
        const isOverdue = waited > (crossing.phase === "connecting" ? CONNECT_WITHIN_MS : ANSWER_WITHIN_MS);
        if (!isOverdue) continue;
        if (random() < 0.15) ledger.met("wire:stoodStill");
        else if (crossing.phase === "connecting") await never(crossing);
        else await lose(crossing, true);
      }
    },
    async bringAll() {
      while (strays.length > 0) await arriveStray();
      for (let first = threads.crossings[0]; first; first = threads.crossings[0]) await through(first);
      for (let post = world.posts[0]; post; post = world.posts[0]) {
        await deliver(post, "true");
        for (let first = threads.crossings[0]; first; first = threads.crossings[0]) await through(first);
      }
    },
    processDied(left) {
      for (const request of left) if (random() < 0.7) stray(request);
      for (const post of answering) post.answer(null);
      answering.clear();
    },
  };
}

function statusOf(end: Ended): number | null {
  if (end.kind === "threw") return 500;
  const { value } = end;
  const kind = typeof value === "object" && value !== null && "kind" in value ? value.kind : "";
  return kind === "forged" ? 401 : kind === "unknownConnection" ? 404 : 200;
}

function received({ method, url, headers, body }: ExchangeRequest): SimulatedRequest {
  const { pathname, search } = new URL(url);
  const [, prefix = "", ...rest] = pathname.split("/");
  return {
    method,
    prefix,
    path: `/${rest.join("/")}`,
    fullPath: pathname,
    query: Object.fromEntries(new URLSearchParams(search)),
    search: search.replace(/^\?/, ""),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body ?? new Uint8Array(),
  };
}

function answerOf({ answer: { status, headers, body } }: Extract<SimulatedReply, { kind: "answer" }>) {
  return {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: new TextEncoder().encode(body),
  };
}
