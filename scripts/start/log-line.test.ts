import { expect, test } from "vitest";
import { logLine } from "./log-line";

const plain = { color: false };

test("a line of a process carries its name", () => {
  expect(logLine("web", "compiled", plain)).toBe("web        compiled");
});

test("a JSON line is unfolded to words, without what is told anyway", () => {
  const json = '{"level":40,"time":"2026-03-02T09:00:00Z","process":"worker","jobId":"7","counts":{"a":1},"msg":"job failed"}';
  expect(logLine("worker", json, plain)).toBe('worker     WARN job failed jobId=7 counts={"a":1}');
});

test("what only looks like JSON is left as it is", () => {
  expect(logLine("web", "{ not json", plain)).toBe("web        { not json");
});
