import { createServer, type Server, type Socket } from "node:net";
import tls from "node:tls";
import { LOCALHOST_CERTIFICATE, LOCALHOST_KEY } from "./localhost-certificate";

/** A server that speaks bytes, not HTTP, so that a test can break an exchange wherever it likes. */
export type RawServer = { readonly origin: string; readonly received: () => string; close(): Promise<void> };

/** `onRequest` is called for each whole request head that arrives, with how many came on this connection before it. */
export function startRawServer(
  onRequest: (socket: Socket, place: number) => void,
  options: { readonly tls?: boolean } = {},
): Promise<RawServer> {
  let received = "";
  const sockets = new Set<Socket>();
  const handle = (socket: Socket) => {
    let place = 0;
    let pending = "";
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      pending += chunk.toString("latin1");
      if (!pending.includes("\r\n\r\n")) return;
      pending = "";
      onRequest(socket, place);
      place += 1;
    });
  };
  const server: Server = options.tls ? tls.createServer({ key: LOCALHOST_KEY, cert: LOCALHOST_CERTIFICATE }, handle) : createServer(handle);
  server.on("tlsClientError", () => {});
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") return reject(new Error("A TCP server has a port."));
      const close = () =>
        new Promise<void>((done) => {
          for (const socket of sockets) socket.destroy();
          server.close(() => done());
        });
      resolve({ origin: `${options.tls ? "https://localhost" : "http://127.0.0.1"}:${address.port}`, received: () => received, close });
    });
  });
}
