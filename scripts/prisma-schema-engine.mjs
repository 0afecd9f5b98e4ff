#!/usr/bin/env node
// Stands in for Prisma's native `schema-engine` executable, so that `npx prisma ...` needs no download: it speaks the
// same JSON-RPC over stdin and stdout, and answers with Prisma's own WebAssembly build of that engine.
// It leans on details of exactly pinned versions of @prisma/*; its test runs the commands that we use.
import { runDatabaseCommand } from "./prisma-engine/database-commands.mjs";
import { readInvocation } from "./prisma-engine/invocation.mjs";
import { serve } from "./prisma-engine/rpc.mjs";

const invocation = readInvocation(process.argv.slice(2));

if (invocation.asksVersion) {
  console.info("schema-engine-cli (WebAssembly)");
} else if (invocation.databaseCommand) {
  process.exitCode = await runDatabaseCommand(invocation.databaseCommand, invocation.datasource);
} else {
  await serve(invocation);
}
