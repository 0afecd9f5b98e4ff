import type { ReactNode } from "react";
import { requireSession } from "@/lib/auth/actor";

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await requireSession();
  return children;
}
