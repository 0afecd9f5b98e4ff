import http, { type IncomingHttpHeaders, type ServerResponse } from "node:http";
import https from "node:https";
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from "./localhost-certificate";

export type Hook = { readonly path: string; readonly headers: IncomingHttpHeaders; readonly body: string };

/** A merchant's server: keeps what is posted to it, and answers as the test likes; 204 where it says nothing. */
export type HookServer = {
  readonly origin: string;
  readonly port: number;
  readonly hooks: Hook[];
  answer: (response: ServerResponse, hook: Hook) => void;
  close(): Promise<void>;
};

export function startHookServer({ host = "127.0.0.1", port = 0, tls = false } = {}): Promise<HookServer> {
  const hooks: Hook[] = [];
  const handle: http.RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const hook = { path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      hooks.push(hook);
      kept.answer(response, hook);
    });
  };
  const server = tls ? https.createServer({ key: LOCALHOST_KEY, cert: LOCALHOST_CERTIFICATE }, handle) : http.createServer(handle);
  server.on("tlsClientError", () => {});
  const kept: HookServer = {
    origin: "",
    port: 0,
    hooks,
    answer: (response) => response.writeHead(204).end(),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("A TCP server has a port."));
      resolve(Object.assign(kept, { port: address.port, origin: `${tls ? "https" : "http"}://${host}:${address.port}` }));
    });
  });
}
