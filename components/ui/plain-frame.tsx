import type { ReactNode } from "react";

/** The frame of a page for strangers: nothing of the desk around it. */
export function PlainFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col gap-6 px-6 pt-[10dvh] pb-12">
      <h1 className="wrap-anywhere font-semibold text-title">{title}</h1>
      {children}
    </main>
  );
}
