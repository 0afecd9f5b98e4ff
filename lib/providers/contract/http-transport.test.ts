import { afterEach, describe, expect, test } from "vitest";
import { LOCALHOST_CERTIFICATE } from "@/lib/testing/localhost-certificate";
import { type RawServer, startRawServer } from "@/lib/testing/raw-server";
import { createTransport, type TransportOptions } from "./http-transport";
import type { EvidenceRecord, ExchangeRequest } from "./transport";

const servers: RawServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...[onRequest, options]: Parameters<typeof startRawServer>): Promise<RawServer> {
  const server = await startRawServer(onRequest, options);
  servers.push(server);
  return server;
}

function open(options: Partial<TransportOptions> = {}) {
  const kept: EvidenceRecord[] = [];
  const keepEvidence = async (record: EvidenceRecord) => `evidence-${kept.push(record)}`;
  return { kept, ...createTransport({ keepEvidence, now: () => new Date("2026-01-02T03:04:05Z"), ...options }) };
}

function post(url: string, more: Partial<ExchangeRequest> = {}): ExchangeRequest {
  return {
    purpose: "sendPayout",
    method: "POST",
    url,
    headers: { "X-Our": "1" },
    body: new TextEncoder().encode('{"amount":1}'),
    secrets: [],
    ...more,
  };
}

const ANSWER = 'HTTP/1.1 202 Accepted\r\nTl-Trace-Id: abc\r\nContent-Length: 8\r\n\r\n{"id":1}';

describe("an answer", () => {
  test("comes whole, with header names in lower case, and its evidence is kept before it is told", async () => {
    const server = await serve((socket) => void socket.write(ANSWER));
    const { exchange, kept } = open();
    const end = await exchange(post(`${server.origin}/v3/payouts?a=1`));

    expect(end).toMatchObject({ kind: "answered", status: 202, headers: { "tl-trace-id": "abc" }, evidenceId: "evidence-1" });
    expect(kept).toMatchObject([
      { purpose: "sendPayout", bytesLeft: true, status: 202, requestBody: '{"amount":1}', responseBody: '{"id":1}', fault: null },
    ]);
    expect(server.received()).toContain("POST /v3/payouts?a=1 HTTP/1.1");
    expect(server.received()).toContain('\r\n\r\n{"amount":1}');
  });

  test("is a redirect that is not followed", async () => {
    const server = await serve(
      (socket) => void socket.write("HTTP/1.1 307 Look elsewhere\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n"),
    );
    expect(await open().exchange(post(server.origin))).toMatchObject({ kind: "answered", status: 307 });
    expect(server.received().match(/POST/g)).toHaveLength(1);
  });

  test("arrives without the platform's fetch", async () => {
    const server = await serve((socket) => void socket.write(ANSWER));
    const { fetch } = globalThis;
    Reflect.deleteProperty(globalThis, "fetch");
    try {
      expect(await open().exchange(post(server.origin))).toMatchObject({ kind: "answered" });
    } finally {
      globalThis.fetch = fetch;
    }
  });
});

describe("an answer that nobody may store", () => {
  const post200 = (body: string) => startAnswering(`HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  const startAnswering = (answer: string) => serve((socket) => void socket.write(answer));

  test("is kept as its request says, and told whole", async () => {
    const server = await post200('{"n":1}');
    const { exchange, kept } = open();
    const end = await exchange(post(server.origin, { keptOfAnswer: (text) => text.replace("1", "-") }));
    expect(end.kind === "answered" && new TextDecoder().decode(end.body)).toBe('{"n":1}');
    expect(kept[0]?.responseBody).toBe('{"n":-}');
  });

  test("what is sent is kept as its request says, and sent whole", async () => {
    const server = await post200("{}");
    const { exchange, kept } = open();
    const body = new TextEncoder().encode('{"n":1}');
    await exchange(post(server.origin, { body, keptOfRequest: (text) => text.replace("1", "-") }));
    expect(server.received()).toContain('{"n":1}');
    expect(kept[0]?.requestBody).toBe('{"n":-}');
  });

  test("is not kept at all where that cannot be done", async () => {
    const server = await post200("4111111111111111");
    const { exchange, kept } = open();
    await exchange(post(server.origin, { keptOfAnswer: (text) => JSON.parse(`{${text}`) }));
    expect(kept[0]?.responseBody).toMatch(/^\(Not kept/);
  });
});

describe("nothing has left when", () => {
  test("the connection is refused, and evidence says so", async () => {
    const server = await startRawServer(() => {});
    await server.close();
    const { exchange, kept } = open();
    expect(await exchange(post(server.origin))).toMatchObject({ kind: "neverLeft", evidenceId: "evidence-1" });
    expect(kept).toMatchObject([{ bytesLeft: false, status: null }]);
    expect(kept[0]?.fault).toContain("ECONNREFUSED");
  });

  test("the name is not found, or the address is none", async () => {
    expect(await open().exchange(post("http://nowhere.invalid/"))).toMatchObject({ kind: "neverLeft" });
    expect(await open().exchange(post("no address"))).toMatchObject({ kind: "neverLeft" });
    expect(await open().exchange(post("http://127.0.0.1:1/", { headers: { "bad name": "1" } }))).toMatchObject({ kind: "neverLeft" });
  });

  test("the certificate is not trusted: the other side sees no request", async () => {
    const server = await serve((socket) => void socket.write(ANSWER), { tls: true });
    expect(await open().exchange(post(server.origin))).toMatchObject({ kind: "neverLeft" });
    expect(server.received()).toBe("");
    expect(await open({ ca: LOCALHOST_CERTIFICATE }).exchange(post(server.origin))).toMatchObject({ kind: "answered", status: 202 });
  });

  test("the other side never finishes the greeting", async () => {
    const server = await serve(() => {});
    const end = await open({ connectTimeoutMs: 50 }).exchange(post(server.origin.replace("http:", "https:")));
    expect(end).toMatchObject({ kind: "neverLeft" });
  });
});

test("what may not leave any more when the connection stands never leaves, on a fresh connection or a kept one", async () => {
  const server = await serve((socket) => void socket.write(ANSWER));
  let isGivenUp = false;
  const { exchange } = open({ mayStillLeave: () => !isGivenUp });
  expect(await exchange(post(server.origin))).toMatchObject({ kind: "answered" });
  isGivenUp = true;
  expect(await exchange(post(server.origin))).toMatchObject({ kind: "neverLeft" });
  const another = await serve((socket) => void socket.write(ANSWER));
  expect(await exchange(post(another.origin))).toMatchObject({ kind: "neverLeft" });
  expect([server.received().match(/POST/g)?.length, another.received()]).toEqual([1, ""]);
});

describe("it is lost, never unsent, when", () => {
  test("no answer comes in time", async () => {
    const server = await serve(() => {});
    const { exchange, kept } = open();
    expect(await exchange(post(server.origin, { timeoutMs: 50 }))).toMatchObject({ kind: "lost", timedOut: true });
    expect(kept).toMatchObject([{ bytesLeft: true, status: null }]);
  });

  test("the connection is closed, or what comes is no HTTP", async () => {
    const closing = await serve((socket) => void socket.destroy());
    expect(await open().exchange(post(closing.origin))).toMatchObject({ kind: "lost", timedOut: false });
    const babbling = await serve((socket) => void socket.end("good morning\r\n\r\n"));
    expect(await open().exchange(post(babbling.origin))).toMatchObject({ kind: "lost" });
  });

  test("the answer breaks off, at whatever byte", async () => {
    for (let length = 0; length < ANSWER.length; length += 1) {
      const server = await serve((socket) => void socket.end(ANSWER.slice(0, length)));
      expect(await open().exchange(post(server.origin))).toMatchObject({ kind: "lost" });
    }
  });

  test("the answer breaks off after its head: what was read is kept as evidence", async () => {
    const server = await serve((socket) => void socket.end(ANSWER.slice(0, -3)));
    const { exchange, kept } = open();
    expect(await exchange(post(server.origin))).toMatchObject({ kind: "lost" });
    expect(kept).toMatchObject([{ status: 202, responseBody: '{"id"' }]);
  });

  test("the answer has no end", async () => {
    const server = await serve((socket) => void socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n${"x".repeat(2000)}`));
    expect(await open({ maxAnswerBytes: 1000 }).exchange(post(server.origin))).toMatchObject({ kind: "lost" });
  });

  test("a connection that was kept open is reset as the second request is written into it", async () => {
    const server = await serve((socket, place) => void (place === 0 ? socket.write(ANSWER) : socket.resetAndDestroy()));
    const { exchange } = open();
    expect(await exchange(post(server.origin))).toMatchObject({ kind: "answered" });
    expect(await exchange(post(server.origin))).toMatchObject({ kind: "lost" });
  });

  test("its evidence cannot be kept, though the answer was whole", async () => {
    const server = await serve((socket) => void socket.write(ANSWER));
    const keepEvidence = () => Promise.reject(new Error("the disk is full"));
    expect(await open({ keepEvidence }).exchange(post(server.origin))).toMatchObject({ kind: "lost", evidenceId: null });
    expect(await open({ keepEvidence }).exchange(post("http://127.0.0.1:1/"))).toMatchObject({ kind: "neverLeft", evidenceId: null });
  });
});

test("evidence can be stored as text whatever the bytes are", async () => {
  const server = await serve(
    (socket) => void socket.write(Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na\u0000\xff!", "latin1")),
  );
  const { exchange, kept } = open();
  const end = await exchange(post(server.origin));
  expect(end.kind === "answered" && [...end.body]).toEqual([0x61, 0x00, 0xff, 0x21]);
  expect(kept[0]?.responseBody).toBe("a\ufffd\ufffd!");
});
