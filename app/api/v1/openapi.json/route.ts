import type { NextRequest } from "next/server";
import { notDone } from "@/lib/auth/not-done";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { openApi } from "@/lib/domain/rest/open-api";
import { env } from "@/lib/env";

/** Public: it describes the door, and nothing that lies behind it. */
export async function GET(_request: NextRequest): Promise<Response> {
  return jsonResponse(200, openApi(env().nextAuthUrl.replace(/\/$/, "")));
}

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
