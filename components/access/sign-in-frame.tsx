import type { ReactNode } from "react";

/** What stands around every step of signing in. */
export function SignInFrame({ title, mark, children }: { title: string; mark: ReactNode; children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-100 flex-col gap-8 px-6 pt-[14dvh] pb-12">
      <header className="flex flex-col gap-6">
        <p className="flex items-center gap-2.5 font-semibold text-base">{mark} Counterfoil</p>
        <h1 className="font-semibold text-title">{title}</h1>
      </header>
      {children}
    </main>
  );
}
