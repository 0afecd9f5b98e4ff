import { env } from "@/lib/env";
import { registerWithSimulators } from "@/prisma/seed";

const { port, simulatorPort } = env();
await registerWithSimulators({ simulatorOrigin: `http://127.0.0.1:${simulatorPort}`, webOrigin: `http://127.0.0.1:${port}` });
process.exit(0);
