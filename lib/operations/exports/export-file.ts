import path from "node:path";
import { env } from "@/lib/env";

/** Where files lie until they are swept. Web and worker share it; on several machines it is a shared volume. */
export function exportFolder(): string {
  return path.resolve(env().dataDir, "exports");
}

export function exportFile(folder: string, { id, format }: { readonly id: string; readonly format: string }): string {
  return path.join(folder, `${id}.${format === "xlsx" ? "xlsx" : "csv"}`);
}
