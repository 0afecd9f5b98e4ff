import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection } from "@/lib/db/generated/client";
import { unseal } from "@/lib/db/seal";
import { env } from "@/lib/env";
import type { ConnectContext, ProviderConnection } from "@/lib/providers/contract/connection";
import { hostsOf, type Provider } from "@/lib/providers/contract/define-provider";
import { createTransport } from "@/lib/providers/contract/http-transport";
import { httpWire, type Wire } from "@/lib/providers/contract/http-wire";
import type { ConnectionMode } from "@/lib/providers/contract/manifest";
import type { EvidenceRecord } from "@/lib/providers/contract/transport";
import type { Webhooks } from "@/lib/providers/contract/webhooks";
import { providerOf } from "@/lib/providers/registry";
import { watchConnection } from "./watch-connection";

const CONNECT_TIMEOUT_MS = 5 * SECOND_MS;
const ANSWER_TIMEOUT_MS = 15 * SECOND_MS;

/** What an exchange is filed under, beside its connection. */
export type EvidenceOwner = { readonly payoutId?: string; readonly attemptId?: string };

export type OpenConnection = {
  readonly row: Connection;
  readonly provider: Provider;
  /** With `leaveBefore` nothing leaves from that moment on, however long the way to the first byte was. */
  connect(owner?: EvidenceOwner, leaveBefore?: Date): ProviderConnection;
  webhooks(): Webhooks;
};

// Access tokens and key sets live as long as the process, one drawer for each connection and version of its settings.
const memories = new Map<string, Map<string, unknown>>();

let wire: Wire = httpWire;

/** For rehearsals only: everything for a provider leaves by this wire until the answer is called, and what a process remembers is forgotten. */
export function replaceWire(rehearsed: Wire): () => void {
  memories.clear();
  wire = rehearsed;
  return () => {
    memories.clear();
    wire = httpWire;
  };
}

/** Opens a stored connection: its settings are unsealed here and go nowhere but into the adapter. */
export function openConnection(row: Connection): OpenConnection {
  const provider = providerOf(row.provider);
  const settings: unknown = JSON.parse(unseal({ sealed: row.settingsSealed, keyId: row.settingsKeyId, binding: row.id }));
  const mode = modeOf(row.mode);
  const context = (owner: EvidenceOwner, leaveBefore?: Date): ConnectContext => ({
    mode,
    hosts: hostsOf(provider.manifest, mode, simulatorOrigin()),
    transport: createTransport({
      keepEvidence: (record) => keepEvidence(row, owner, record),
      now: currentTime,
      memory: memoryOf(row),
      wire,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
      ...(leaveBefore && { mayStillLeave: () => currentTime() < leaveBefore }),
    }),
  });
  return {
    row,
    provider,
    connect: (owner = {}, leaveBefore) => watchConnection(row, provider.connect(settings, context(owner, leaveBefore))),
    webhooks: () => provider.webhooks(settings, context({})),
  };
}

/** For settings that are not stored yet: nothing that is exchanged is kept, since there is no connection to file it under. */
export function unstoredContext(provider: Provider, mode: ConnectionMode): ConnectContext {
  return {
    mode,
    hosts: hostsOf(provider.manifest, mode, simulatorOrigin()),
    transport: createTransport({
      keepEvidence: async () => newId("evidence"),
      now: currentTime,
      memory: new Map<string, unknown>(),
      wire,
      connectTimeoutMs: CONNECT_TIMEOUT_MS,
      answerTimeoutMs: ANSWER_TIMEOUT_MS,
    }),
  };
}

export function modeOf(stored: string): ConnectionMode {
  if (stored === "simulator" || stored === "sandbox" || stored === "live") return stored;
  throw new Error(`The database holds an unknown connection mode: ${stored}.`);
}

function simulatorOrigin(): string {
  return `http://127.0.0.1:${env().simulatorPort}`;
}

function memoryOf(row: Connection): Map<string, unknown> {
  const key = `${row.id}:${Buffer.from(row.settingsSealed).toString("base64url").slice(0, 24)}`;
  const memory = memories.get(key) ?? new Map<string, unknown>();
  memories.set(key, memory);
  return memory;
}

/** Committed on its own, before the exchange's end is told: evidence must survive whatever happens next. */
async function keepEvidence(row: Connection, owner: EvidenceOwner, record: EvidenceRecord): Promise<string> {
  const id = newId("evidence");
  const { requestHeaders, responseHeaders, ...rest } = record;
  crashPoint("evidence.before");
  await db().evidence.create({
    data: {
      ...rest,
      id,
      merchantId: row.merchantId,
      connectionId: row.id,
      payoutId: owner.payoutId ?? null,
      attemptId: owner.attemptId ?? null,
      requestHeaders: { ...requestHeaders },
      responseHeaders: { ...responseHeaders },
      requestBody: storable(record.requestBody),
      responseBody: storable(record.responseBody),
    },
  });
  crashPoint("evidence.kept");
  return id;
}

/** PostgreSQL's text cannot hold the zero character, which a garbled answer may well contain. */
function storable(text: string): string {
  return text.replaceAll("\u0000", "\uFFFD");
}
