import { createInterface } from "node:readline";
import { startEngine } from "./wasm-engine.mjs";

const JSON_RPC_FAILURE = 4466; // The number that the native engine uses for every error it reports.
const PRINT_ID_OFFSET = 1e9; // Keeps the ids of our own requests apart from the CLI's.

// The two that cannot make a shadow database themselves; they read the one that a devDiagnostic has just replayed.
const NEEDS_REPLAY = new Set(["evaluateDataLoss", "createMigration"]);
const METHOD_NAMES = { getDatabaseVersion: "version" };

/** Answers requests one after another until stdin closes. */
export async function serve(invocation) {
  let started;
  const start = () => {
    started ??= startEngine(invocation);
    return started;
  };
  let inFlight;
  // A panic inside the WebAssembly module surfaces here and not in the awaited call, which then never ends.
  process.on("uncaughtException", (error) => {
    send({ id: inFlight, error: toRpcError(error) });
    process.exitCode = 1;
    process.stdin.destroy();
  });
  for await (const line of createInterface({ input: process.stdin })) {
    if (!line.trim()) continue;
    const request = JSON.parse(line);
    // What has no method is the CLI's answer to one of our print requests.
    if (!request.method) continue;
    inFlight = request.id;
    await answer(start, request);
  }
  await (await started?.catch(() => undefined))?.dispose();
  process.exit(0);
}

async function answer(start, { id, method, params }) {
  try {
    const { engine } = await start();
    send({ id, result: (await call(engine, { id, method, params: params ?? {} })) ?? {} });
  } catch (error) {
    send({ id, error: toRpcError(error) });
  }
}

async function call(engine, { id, method, params }) {
  const name = METHOD_NAMES[method] ?? method;
  if (typeof engine[name] !== "function") throw new Error(`The WebAssembly schema engine has no method ${method}.`);
  if (NEEDS_REPLAY.has(name)) await engine.devDiagnostic({ migrationsList: params.migrationsList, filters: params.filters });
  const result = await engine[name](params);
  // The native engine prints a diff through the CLI; the WebAssembly build hands the text back instead.
  if (name === "diff" && result?.stdout != null) send({ id: PRINT_ID_OFFSET + id, method: "print", params: { content: result.stdout } });
  return result;
}

function toRpcError(error) {
  const code = /^P\d{4}$/.test(error?.code ?? "") ? error.code : null;
  const data = { is_panic: false, message: error?.message ?? String(error), meta: error?.meta ?? null, error_code: code };
  return { code: JSON_RPC_FAILURE, message: "An error happened. Check the data field for details.", data };
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
}
