import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapterFactory } from "./adapter.mjs";

// Commands such as `validate` and `generate` run without any database; the engine still wants an address to be built.
const NO_DATABASE = "postgresql://localhost/none";

/** Starts Prisma's WebAssembly schema engine over node-pg. `dispose` leaves no shadow database behind. */
export async function startEngine({ schemaFiles, datasource }) {
  instantiate();
  const factory = new MigrationAdapterFactory({ ...datasource, url: datasource.url || NO_DATABASE });
  const schemas = schemaFiles.map((file) => [file, readFileSync(file, "utf8")]);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: schemas.length > 0 ? schemas : undefined },
    ignoreLogLine,
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  return { engine, dispose: () => factory.dropForgottenShadows() };
}

function instantiate() {
  // The module calls this when it panics; the panic itself then reaches us as a thrown error.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => process.stderr.write(`${message}\n`) };
  const file = fileURLToPath(new URL("schema_engine_bg.wasm", import.meta.resolve("@prisma/schema-engine-wasm")));
  const module = new WebAssembly.Module(readFileSync(file));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function ignoreLogLine() {}
