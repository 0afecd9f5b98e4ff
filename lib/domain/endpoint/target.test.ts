import { describe, expect, test } from "vitest";
import { judgeTarget } from "./target";

const judge = (text: string, allowsLoopback = false) => judgeTarget(text, { allowsLoopback }).ok;

describe("where events may be sent", () => {
  test.each(["https://shop.example.com/hooks?of=1", "https://shop.example.com:8443/", "https://1.1.1.1/", "https://[2606:4700::1111]/"])(
    "%s",
    (text) => expect(judge(text)).toBe(true),
  );

  test.each([
    ["", "nothing"],
    ["shop.example.com", "no whole address"],
    ["http://shop.example.com/", "in the open"],
    ["ftp://shop.example.com/", "another protocol"],
    ["file:///etc/passwd", "a file"],
    ["https://me:hush@shop.example.com/", "a password in it"],
    ["https://me@shop.example.com/", "a name in it"],
    ["https://shop.example.com/#part", "a part that is never sent"],
    ["https://shop.example.com:22/", "somebody's SSH"],
    ["https://shop.example.com:25/", "somebody's mail"],
    ["https://127.0.0.1/", "this machine"],
    ["https://127.1/", "the same, shorter"],
    ["https://2130706433/", "the same, as a number"],
    ["https://0x7f.0.0.1/", "the same, in hex"],
    ["https://0177.0.0.1/", "the same, in octal"],
    ["https://[::1]/", "the same, as IPv6"],
    ["https://[::ffff:169.254.169.254]/", "a cloud's secrets, mapped"],
    ["https://169.254.169.254/latest/meta-data", "a cloud's secrets"],
    ["https://10.0.0.7:8443/", "a private network"],
    ["https://shop.example.com/\nX: y", "a second line"],
    [`https://shop.example.com/${"x".repeat(2_000)}`, "far too long"],
  ])("not %j: %s", (text) => expect(judge(text)).toBe(false));

  test("in a rehearsal this machine, without TLS, and nothing else without it", () => {
    expect(judge("http://127.0.0.1:4999/hooks", true)).toBe(true);
    expect(judge("http://localhost:4999/hooks", true)).toBe(true);
    expect(judge("http://[::1]:4999/hooks", true)).toBe(true);
    expect(judge("http://shop.example.com:4999/", true)).toBe(false);
    expect(judge("http://10.0.0.1:4999/", true)).toBe(false);
    expect(judge("http://127.0.0.1:22/", true)).toBe(false);
  });
});
