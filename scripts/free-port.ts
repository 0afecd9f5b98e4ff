import { once } from "node:events";
import { createServer } from "node:net";

/** A port of the loopback address that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const port = await listenBriefly(0, "127.0.0.1");
  if (port === undefined) throw new Error("The system has no free port.");
  return port;
}

/** Without a host: on every address of this machine. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return (await listenBriefly(port, host)) !== undefined;
}

async function listenBriefly(port: number, host?: string): Promise<number | undefined> {
  const server = createServer();
  try {
    server.listen({ port, host, exclusive: true });
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" ? address?.port : undefined;
  } catch {
    return undefined;
  } finally {
    server.close();
  }
}
