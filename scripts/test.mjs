// `npm test`. Plain JavaScript without dependencies, since it may have to install them first.
import path from "node:path";
import { installDependencies, refuseOldNode } from "./dependencies.mjs";

const root = path.resolve(import.meta.dirname, "..");

refuseOldNode();
installDependencies(root);

const { register } = await import("tsx/esm/api");
register();
const { testEverything } = await import("./test/main.ts");
process.exit(await testEverything(root));
