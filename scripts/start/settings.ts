import path from "node:path";
import * as z from "zod";
import { Explained } from "../explained";

const port = (standard: string) => z.string().default(standard).transform(Number).pipe(z.number().int().min(1).max(65_535));

const Settings = z.object({
  PORT: port("3000"),
  SIMULATOR_PORT: port("4010"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default(".data"),
  DEMO: z.enum(["0", "1"]).optional(),
  ROLE: z.enum(["all", "web", "worker"]).default("all"),
});

export type StartSettings = {
  readonly port: number;
  readonly simulatorPort: number;
  /** A PostgreSQL of one's own; without it the embedded one is used. */
  readonly databaseUrl: string | undefined;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly role: "all" | "web" | "worker";
};

export function readSettings(variables: NodeJS.ProcessEnv, root: string): StartSettings {
  const answer = Settings.safeParse(Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== "")));
  if (!answer.success) {
    const names = [...new Set(answer.error.issues.map(({ path: [name] }) => String(name)))];
    throw new Explained(`${names.join(", ")} cannot be understood. See .env.example for what the variables may be.`);
  }
  const { PORT, SIMULATOR_PORT, DATABASE_URL, DATA_DIR, DEMO, ROLE } = answer.data;
  return {
    port: PORT,
    simulatorPort: SIMULATOR_PORT,
    databaseUrl: DATABASE_URL,
    dataDir: path.resolve(root, DATA_DIR),
    // Demo people have a published password, so a database of one's own gets them only when asked for.
    demo: DEMO ? DEMO === "1" : !DATABASE_URL,
    role: ROLE,
  };
}
