import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { type Simulators, startSimulators } from "@/lib/simulators/start-simulators";
import { createTransport } from "../contract/http-transport";
import type { EvidenceRecord, Exchange, Transport } from "../contract/transport";
import { ipay } from "./index";

let simulators: Simulators;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "counterfoil-card-"));
  simulators = await startSimulators({ port: 0, folder, providers: { ipay: ipay.simulator } });
});

afterAll(async () => {
  await simulators.stop();
  await rm(folder, { recursive: true });
});

const Told = z.object({ payload: z.object({ card_no: z.string().min(15), cvv: z.string().length(3) }) });

/** A receiver's card made over real HTTP, with everything that the product keeps of it, and what was on the wire. */
async function makeCard(mood?: string) {
  const { settings, accountId, credentials } = ipay.rehearsal.newAccount("USD");
  const core = simulators.stage.cores.get("ipay");
  await core?.registerAccount({ accountId, credentials, balances: { USD: "100000" } });
  const evidence: EvidenceRecord[] = [];
  const wire: Exchange[] = [];
  const transport = createTransport({ keepEvidence: async (record) => `evidence-${evidence.push(record)}`, now: () => new Date() });
  const watched: Transport = {
    ...transport,
    async exchange(request) {
      const end = await transport.exchange(request);
      wire.push(end);
      return end;
    },
  };
  const connection = ipay.connect(settings, {
    hosts: ipay.manifest.hosts.simulator(simulators.origin),
    transport: watched,
    mode: "simulator",
  });
  const receiver = ipay.rehearsal.receiver?.("USD");
  if (!receiver) throw new Error("There is nobody to enrol.");
  const person = await connection.enrolReceiver?.({ ...receiver, account: null });
  const providerReceiverId = person?.kind === "enrolled" ? person.enrolment.providerReceiverId : "";
  if (mood) await core?.setMood({ mood, times: 1, on: ["enrol"], holdMs: 1 });
  const enrol = () => connection.enrolReceiver?.({ ...receiver, providerReceiverId, account: { kind: "virtualCard", currency: "USD" } });
  const outcome = await enrol();
  const enrolment = outcome?.kind === "enrolled" ? outcome.enrolment : null;
  const lookedUp = enrolment && (await connection.lookUpEnrolment?.(enrolment));
  const texts = wire.flatMap((end) => (end.kind === "answered" ? [new TextDecoder().decode(end.body)] : []));
  return { settings, outcome, lookedUp, evidence, texts, enrol };
}

describe("a card's number and security code", () => {
  test("cross the wire once, and are in no evidence, no setting, no outcome and not in the simulator's journal", async () => {
    const { settings, outcome, lookedUp, evidence, texts } = await makeCard();
    const told = Told.parse(JSON.parse(texts.find((text) => text.includes("cvv")) ?? "")).payload;
    expect(outcome).toMatchObject({
      kind: "enrolled",
      enrolment: { accountLabel: expect.stringMatching(`^VISA ending in ${told.card_no.slice(-4)}, until \\d{2}/\\d{4}$`) },
    });
    expect(lookedUp).toMatchObject({ kind: "found" });

    const journal = await readFile(path.join(folder, "ipay.jsonl"), "utf8");
    const kept = JSON.stringify([settings, outcome, lookedUp, evidence]) + journal;
    expect(kept).toContain(told.card_no.slice(-4));
    expect(kept).not.toContain(told.card_no);
    expect(kept).not.toContain(told.card_no.slice(0, -4));
    expect(kept).not.toMatch(/cvv/i);
    expect(evidence.map(({ responseBody }) => responseBody).join()).toMatch(/"card_type":"VISA"/);
  });

  test.each(["garbled", "errorAfter", "emptyBody", "timeoutAfter"])(
    "are in no evidence either when the answer comes to harm (%s)",
    async (mood) => {
      const { outcome, evidence, texts } = await makeCard(mood);
      expect(outcome).toMatchObject({ kind: "unknown" });
      const onWire = /"card_no":"(\d+)/.exec(texts.join())?.[1] ?? "none";
      const kept = JSON.stringify([outcome, evidence]);
      expect(kept).not.toContain(onWire);
      expect(kept).not.toMatch(/card_no|cvv/i);
    },
  );

  test("a card whose answer was lost is found, and not made a second time", async () => {
    const { outcome, enrol } = await makeCard("timeoutAfter");
    expect(outcome).toMatchObject({ kind: "unknown" });
    const [first, second] = [await enrol(), await enrol()];
    expect(first).toMatchObject({ kind: "enrolled", enrolment: { accountLabel: expect.stringMatching(/^VISA ending in \d{4}/) } });
    expect(second).toEqual({ ...first, evidenceId: expect.any(String) });
  });
});
