// The operator's command line: `npm run counterfoil -- <command>`. It calls the same operations as the screens, so the rules hold
// here as well; what was done stands in the audit trail as the operator's.
import path from "node:path";
import { runCommandLine } from "./counterfoil/command-line";

await runCommandLine({ root: path.resolve(import.meta.dirname, ".."), typed: process.argv.slice(2) });
process.exit();
