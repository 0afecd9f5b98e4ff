// `npm start` and `npm run dev`. Plain JavaScript without dependencies, since it may have to install them first.
import path from "node:path";
import { installDependencies, refuseOldNode } from "./dependencies.mjs";

const root = path.resolve(import.meta.dirname, "..");

refuseOldNode();
installDependencies(root);

const { register } = await import("tsx/esm/api");
register();
const { start } = await import("./start/main.ts");
await start({ root, dev: process.argv.includes("--dev") });
process.exit();
