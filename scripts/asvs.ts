// `npx tsx scripts/asvs.ts`: writes docs/security/asvs.md from its table.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readAsvs, writeAsvs } from "./security/asvs-table";

const folder = path.resolve(import.meta.dirname, "../docs/security");
writeFileSync(path.join(folder, "asvs.md"), writeAsvs(readAsvs(readFileSync(path.join(folder, "asvs.json"), "utf8"))));
