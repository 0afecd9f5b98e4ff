const VALUELESS = new Set(["--version", "-V"]);

/**
 * Reads the arguments with which the Prisma CLI starts its schema engine.
 * Flags we have no use for (preview features, extension types) are skipped together with their value.
 */
export function readInvocation(args) {
  const invocation = { asksVersion: false, databaseCommand: undefined, schemaFiles: [], datasource: {} };
  for (let index = 0; index < args.length; index++) {
    const argument = args[index];
    if (VALUELESS.has(argument)) {
      invocation.asksVersion = true;
      continue;
    }
    const value = args[++index];
    if (argument === "--datamodels" || argument === "-d") invocation.schemaFiles.push(value);
    if (argument === "--datasource") invocation.datasource = JSON.parse(value);
    if (argument === "cli") invocation.databaseCommand = value;
  }
  return invocation;
}
