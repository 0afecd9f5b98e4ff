import { afterEach, describe, expect, test } from "vitest";
import { replaceClock } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { aMerchant } from "@/lib/testing/factories";
import { answerOnce, type OnceAnswer } from "./answer-once";

async function aRequest(request = "POST /x\n{}") {
  const merchant = await aMerchant(db());
  return { merchantId: merchant.id, key: "order-7", request };
}

const made = (body: string, keep = true): OnceAnswer => ({ status: 201, body, keep });

/** Work that is under way until it is told to end, so that tests decide what comes first. */
function slowWork(answer: OnceAnswer) {
  const started = deferred();
  const end = deferred();
  const work = async () => {
    started.resolve();
    await end.promise;
    return answer;
  };
  return { work, started: started.promise, end: end.resolve };
}

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}

let giveBack: (() => void) | null = null;
afterEach(() => giveBack?.());

/** After which whoever has not answered is taken for dead. */
function aMinutePasses(): void {
  const later = addMs(new Date(), MINUTE_MS);
  giveBack = replaceClock(() => later);
}

describe("an idempotency key", () => {
  test("answers the same request with the first answer", async () => {
    const request = await aRequest();
    expect(await answerOnce(request, async () => made("first"))).toEqual({
      ok: true,
      value: { status: 201, body: "first", replayed: false },
    });
    expect(await answerOnce(request, async () => made("second"))).toEqual({
      ok: true,
      value: { status: 201, body: "first", replayed: true },
    });
  });

  test("refuses another request", async () => {
    const request = await aRequest();
    await answerOnce(request, async () => made("first"));
    expect(await answerOnce({ ...request, request: "POST /x\n{1}" }, async () => made("second"))).toMatchObject({
      error: { code: "keyReused" },
    });
  });

  test("is each merchant's own", async () => {
    const [mine, theirs] = [await aRequest(), await aRequest()];
    await answerOnce(mine, async () => made("mine"));
    expect(await answerOnce(theirs, async () => made("theirs"))).toMatchObject({ value: { body: "theirs", replayed: false } });
  });

  test("is taken while the first request is at work", async () => {
    const request = await aRequest();
    const slow = slowWork(made("first"));
    const first = answerOnce(request, slow.work);
    await slow.started;
    expect(await answerOnce(request, async () => made("second"))).toMatchObject({ error: { code: "inFlight" } });
    slow.end();
    expect(await first).toMatchObject({ value: { body: "first", replayed: false } });
  });

  test("lets one of many requests at once do the work", async () => {
    const request = await aRequest();
    let runs = 0;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        answerOnce(request, async () => {
          runs += 1;
          return made(`run ${runs}`);
        }),
      ),
    );
    expect(runs).toBe(1);
    expect(answers.every((answer) => (answer.ok ? answer.value.body === "run 1" : answer.error.code === "inFlight"))).toBe(true);
  });

  test("is free again after an answer that may pass, and after a fault", async () => {
    const request = await aRequest();
    expect(await answerOnce(request, async () => made("not now", false))).toMatchObject({ value: { body: "not now", replayed: false } });
    await expect(answerOnce(request, () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await answerOnce(request, async () => made("done"))).toMatchObject({ value: { body: "done", replayed: false } });
  });

  test("does not stay taken by a process that died, and gives the repeated work the same operation key", async () => {
    const request = await aRequest();
    const keys: string[] = [];
    const died = slowWork(made("never told"));
    const lost = answerOnce(request, ({ operationKey }) => {
      keys.push(operationKey);
      return died.work();
    });
    await died.started;
    aMinutePasses();

    const again = await answerOnce(request, async ({ operationKey }) => {
      keys.push(operationKey);
      return made("told");
    });
    expect(again).toMatchObject({ value: { body: "told", replayed: false } });
    expect(new Set(keys).size).toBe(1);

    // It was only slow: its caller is told the answer that was kept, like everybody.
    died.end();
    expect(await lost).toMatchObject({ value: { body: "told", replayed: true } });
  });

  test("of one who was taken over is not freed by them", async () => {
    const request = await aRequest();
    const slow = slowWork(made("not now", false));
    const lost = answerOnce(request, slow.work);
    await slow.started;
    aMinutePasses();
    const second = slowWork(made("done"));
    const taken = answerOnce(request, second.work);
    await second.started;
    slow.end();
    await lost;
    expect(await answerOnce(request, async () => made("third"))).toMatchObject({ error: { code: "inFlight" } });
    second.end();
    expect(await taken).toMatchObject({ value: { body: "done" } });
  });
});
