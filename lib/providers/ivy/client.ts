import { writeExactJson } from "@/lib/base/exact-json";
import type { ConnectContext } from "../contract/connection";
import { hostOf } from "../contract/hosts";
import type { Exchange } from "../contract/transport";
import type { IvySettings } from "./settings";

type IvyCall = {
  readonly purpose: string;
  /** Under /api/service: "payout/create". */
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey?: string;
};

export interface IvyClient {
  /** Every call at Ivy is a POST with a JSON body, also those that only read. */
  post(call: IvyCall): Promise<Exchange>;
  now(): Date;
}

export function createClient(settings: IvySettings, { hosts, transport }: ConnectContext): IvyClient {
  return {
    now: () => transport.now(),
    post: ({ purpose, path, body, idempotencyKey }) =>
      transport.exchange({
        purpose,
        method: "POST",
        url: `${hostOf(hosts, "api")}/api/service/${path}`,
        headers: {
          accept: "application/json",
          "content-type": "application/json",
          "x-ivy-api-key": settings.apiKey,
          // Always our own: Ivy's client invents a new one for each call when it has none, and then guards nothing.
          ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
        },
        body: new TextEncoder().encode(writeExactJson(body)),
        secrets: [settings.apiKey, settings.webhookSecret],
      }),
  };
}
