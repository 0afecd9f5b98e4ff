import { connection } from "next/server";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { readHealth } from "@/lib/queries/read-health";

/** Public, for load balancers and start scripts: numbers only, nothing of any merchant's. 503 until people can be let in. */
export async function GET(): Promise<Response> {
  await connection();
  try {
    const { isMigrated, ...depth } = await readHealth();
    return answer(isMigrated, { status: isMigrated ? "ok" : "notMigrated", isMigrated, ...depth });
  } catch (error) {
    console.error("health", error);
    return answer(false, { status: "unavailable", isMigrated: false });
  }
}

function answer(isWell: boolean, state: Record<string, unknown>): Response {
  return jsonResponse(isWell ? 200 : 503, state, { "Content-Type": "application/json" });
}
