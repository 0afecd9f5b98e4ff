import { Socket } from "node:net";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type HookServer, startHookServer } from "@/lib/testing/hook-server";
import { LOCALHOST_CERTIFICATE } from "@/lib/testing/localhost-certificate";
import { type RawServer, startRawServer } from "@/lib/testing/raw-server";
import { type PostOptions, postEvent } from "./post-event";

let [first, second, safe]: HookServer[] = [];
beforeAll(async () => {
  first = await startHookServer({ host: "127.0.0.2" });
  second = await startHookServer({ host: "127.0.0.3", port: first.port });
  safe = await startHookServer({ tls: true });
});
const servers = () => [first, second, safe].flatMap((server) => server ?? []);
afterAll(() => Promise.all(servers().map((server) => server.close())));
beforeEach(() => {
  for (const server of servers()) server.hooks.length = 0;
});
afterEach(() => vi.restoreAllMocks());

const post = (url: string, options: PostOptions = {}) =>
  postEvent({ url, headers: { "webhook-id": "evt_1" }, body: '{"a":1}' }, { allowsLoopback: true, timeoutMs: 2_000, ...options });
const at = (...addresses: string[]) => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("the way out", () => {
  test("goes to the address that was judged, and asks for the name once: another answer a moment later changes nothing", async () => {
    const answers = [at("127.0.0.2"), at("127.0.0.3")];
    const resolve = vi.fn(async () => answers.shift() ?? []);
    // Node lets names of this machine through without TLS only as "localhost".
    const end = await post(`http://localhost:${first?.port}/hooks`, { resolve });
    expect(end).toMatchObject({ kind: "answered", status: 204 });
    expect(resolve).toHaveBeenCalledTimes(1);
    expect([first?.hooks.length, second?.hooks.length]).toEqual([1, 0]);
    expect(first?.hooks[0]).toMatchObject({ body: '{"a":1}', headers: { host: `localhost:${first?.port}`, "webhook-id": "evt_1" } });
  });

  test("opens no connection to what a name leads to inside a network, not even where one of several is good", async () => {
    const connect = vi.spyOn(Socket.prototype, "connect");
    const bad = fc.constantFrom(
      "10.0.0.1",
      "127.0.0.1",
      "::1",
      "169.254.169.254",
      "192.168.1.1",
      "172.20.0.1",
      "100.64.0.1",
      "fd00::1",
      "fe80::1",
      "::ffff:10.0.0.1",
      "64:ff9b::a00:1",
      "2002:a00:1::1",
      "0.0.0.0",
      "::",
      "224.0.0.1",
      "255.255.255.255",
    );
    const good = fc.constantFrom("1.1.1.1", "2606:4700::1111");
    await fc.assert(
      fc.asyncProperty(fc.array(good, { maxLength: 2 }), bad, fc.boolean(), async (before, one, isLast) => {
        const addresses = isLast ? [...before, one] : [one, ...before];
        const end = await post("https://shop.example.com/hooks", { allowsLoopback: false, resolve: async () => at(...addresses) });
        expect(end).toMatchObject({ kind: "notCalled", fault: expect.stringContaining("private network") });
      }),
      { numRuns: 100 },
    );
    expect(connect).not.toHaveBeenCalled();
  });

  test.each([
    "http://127.0.0.2:80/",
    "https://10.0.0.1/",
    "https://[::ffff:127.0.0.1]/",
    "http://shop.example.com/",
    "https://me:x@shop.example.com/",
    "nonsense",
  ])("never opens one to %s", async (url) => {
    const connect = vi.spyOn(Socket.prototype, "connect");
    const resolve = vi.fn(async () => at("1.1.1.1"));
    expect(await post(url, { allowsLoopback: false, resolve })).toMatchObject({ kind: "notCalled" });
    expect(resolve).not.toHaveBeenCalled();
    expect(connect).not.toHaveBeenCalled();
  });

  test("speaks TLS to the name, and trusts nobody whom it does not know", async () => {
    const url = `https://localhost:${safe?.port}/hooks`;
    const resolve = async () => at("127.0.0.1");
    expect(await post(url, { resolve, ca: LOCALHOST_CERTIFICATE })).toMatchObject({ kind: "answered", status: 204 });
    expect(await post(url, { resolve })).toMatchObject({ kind: "noAnswer", fault: expect.stringContaining("signed by nobody") });
    const another = await post(`https://shop.example.com:${safe?.port}/hooks`, { resolve, ca: LOCALHOST_CERTIFICATE });
    expect(another).toMatchObject({ kind: "noAnswer", fault: "Its certificate is for another name." });
    expect(safe?.hooks).toHaveLength(1);
  });

  test("says in plain words what went wrong", async () => {
    expect(await post("http://127.0.0.1:1024/")).toEqual({ kind: "noAnswer", fault: "Nothing listens at that address." });
    const gone = async () => Promise.reject(Object.assign(new Error("x"), { code: "ENOTFOUND" }));
    expect(await post("https://shop.example.com/", { resolve: gone })).toEqual({
      kind: "noAnswer",
      fault: "The name in the address cannot be found.",
    });
  });
});

describe("an answer", () => {
  const raw: RawServer[] = [];
  const answering = async (onRequest: Parameters<typeof startRawServer>[0]) => {
    const server = await startRawServer(onRequest);
    raw.push(server);
    return server.origin;
  };
  afterAll(() => Promise.all(raw.map((server) => server.close())));

  test("is read so far and no further", async () => {
    const endless = `${"x".repeat(65_536)}`;
    const origin = await answering((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      const more = () => socket.write(`10000\r\n${endless}\r\n`, (error) => error ?? setImmediate(more));
      more();
    });
    const end = await post(origin);
    expect(end).toMatchObject({ kind: "answered", status: 200 });
    expect(end.kind === "answered" && end.answer.length).toBe(65_536);
  });

  test("that takes too long is none, however slowly it drips", async () => {
    const origin = await answering((socket) => {
      socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
      const drip = setInterval(() => socket.write("x"), 20);
      socket.on("close", () => clearInterval(drip));
    });
    expect(await post(origin, { timeoutMs: 300 })).toMatchObject({ kind: "noAnswer", fault: expect.stringContaining("no whole answer") });
    const never = () => new Promise<never>(() => {});
    expect(await post("https://shop.example.com/", { timeoutMs: 50, resolve: never })).toMatchObject({ kind: "noAnswer" });
  });

  test("that breaks off, or is no HTTP, is none", async () => {
    const half = await answering((socket) => socket.end("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"));
    expect(await post(half)).toEqual({ kind: "noAnswer", fault: "The connection broke off without an answer." });
    const noise = await answering((socket) => socket.end("SSH-2.0-OpenSSH\r\n\r\n"));
    expect(await post(noise)).toEqual({ kind: "noAnswer", fault: "What it answered is not HTTP." });
  });
});
