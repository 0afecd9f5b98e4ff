import type { ReactNode } from "react";

export function Chapter({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-6">
      <h2 className="border-grey-3 border-b pb-2 font-semibold text-title">{title}</h2>
      {children}
    </section>
  );
}

/** One component in its states. `wide` for what wants the whole line. */
export function Specimen({ name, children, layout = "row" }: { name: string; children: ReactNode; layout?: "row" | "stack" | "grid" }) {
  const layouts = {
    row: "flex flex-wrap items-center gap-3",
    stack: "flex flex-col gap-4",
    grid: "grid gap-4 sm:grid-cols-2 lg:grid-cols-3",
  };
  return (
    <div className="grid grid-cols-1 gap-x-6 gap-y-2 lg:grid-cols-[10rem_1fr]">
      <h3 className="pt-1 text-grey-5 text-small">{name}</h3>
      <div className={`min-w-0 ${layouts[layout]}`}>{children}</div>
    </div>
  );
}
