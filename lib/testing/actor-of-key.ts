import { type ApiKeyActor, knockWithKey } from "@/lib/operations/api-keys/knock-with-key";

/** Who an `Authorization` header speaks for, wherever it comes from; null for nobody. */
export async function actorOfKey(header: string | null, now?: Date): Promise<ApiKeyActor | null> {
  const knock = await knockWithKey({ header, now });
  return knock.kind === "welcome" ? knock.actor : null;
}
