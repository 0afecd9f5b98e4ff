import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LiveTopic } from "@/lib/domain/live/live-change";
import { readAgain } from "./read-again";

const MOVED = { payouts: ["a"], batches: [], approvals: false };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("what has moved is read again at once, and after that no more than once a second, the last change included", async () => {
  const { reads, again } = watching({ about: "payouts" });
  again.concerned(MOVED);
  await vi.advanceTimersByTimeAsync(10);
  expect(reads()).toBe(1);
  for (let turn = 0; turn < 20; turn += 1) again.concerned(MOVED);
  await vi.advanceTimersByTimeAsync(900);
  expect(reads()).toBe(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(reads()).toBe(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reads()).toBe(2);
});

test("what is being read when something moves is read once more, and never cut short", async () => {
  const { reads, again } = watching({ about: "payouts" }, { takesMs: 3_000 });
  again.concerned(MOVED);
  await vi.advanceTimersByTimeAsync(500);
  again.concerned(MOVED);
  await vi.advanceTimersByTimeAsync(2_900);
  expect(reads()).toBe(1);
  await vi.advanceTimersByTimeAsync(4_000);
  expect(reads()).toBe(2);
});

test("what something else is about is left in peace, and everything is read once after a line is new", async () => {
  const { reads, again } = watching({ about: "payout", id: "b" });
  again.concerned(MOVED);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reads()).toBe(0);
  again.everything();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(reads()).toBe(1);
});

/** An answer on screen that has been read before, and how often it was read since. */
function watching(live: LiveTopic, { takesMs = 1 } = {}) {
  const client = new QueryClient();
  let count = 0;
  const queryFn = async () => {
    await new Promise((resolve) => setTimeout(resolve, takesMs));
    count += 1;
    return count;
  };
  const observer = new QueryObserver(client, { queryKey: ["watched"], queryFn, meta: { live }, initialData: 0, staleTime: Infinity });
  observer.subscribe(() => {});
  return { reads: () => count, again: readAgain(client) };
}
