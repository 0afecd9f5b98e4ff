// The floors and doors of the house as data. The rules that read it are in import-rules.ts.

export type Room = {
  /** The folder or file that is the room, as people would name it. */
  readonly name: string;
  readonly floor: number;
};

type Plot = { readonly pattern: RegExp; readonly floor: number };

// The first match counts. The captured part is the room: `lib/providers/ivy` and `lib/providers/ipay` are two rooms.
const PLOTS: readonly Plot[] = [
  { pattern: /^(lib\/base)\//, floor: 0 },
  { pattern: /^(lib\/domain)\//, floor: 1 },
  { pattern: /^(lib\/env)(\.ts)?$/, floor: 1 },
  { pattern: /^(lib\/providers\/contract)\//, floor: 2 },
  { pattern: /^(lib\/db)\//, floor: 2 },
  { pattern: /^(lib\/providers\/registry)(\.ts)?$/, floor: 4 },
  { pattern: /^(lib\/providers\/[^/]+)(\/|$)/, floor: 3 },
  { pattern: /^(lib\/queue)\//, floor: 3 },
  { pattern: /^(lib\/(?:operations|queries))\//, floor: 5 },
  // The doorman stands a step above: who a session or a key belongs to is a question, and starting or ending one is a deed.
  { pattern: /^(lib\/auth)\//, floor: 5.5 },
  // Beside it: whose session may still hear what moves is a question too.
  { pattern: /^(lib\/live)\//, floor: 5.5 },
  { pattern: /^(lib\/(?:actions|worker|simulators))\//, floor: 6 },
  { pattern: /^(components\/ui)\//, floor: 7 },
  { pattern: /^(components\/display)\//, floor: 8 },
  // A step above: what is picked is shown as it is shown everywhere else (docs/adr/0010).
  { pattern: /^(components\/fields)\//, floor: 8.5 },
  { pattern: /^(components\/[^/]+)\//, floor: 9 },
  { pattern: /^(app)\//, floor: 10 },
  // Files that Next wants at the root are part of its front door.
  { pattern: /^(proxy|instrumentation|instrumentation-client)(\.ts)?$/, floor: 10 },
];

/** Workshops beside the house: they may look anywhere, and nothing in the house looks at them. */
const OUTSIDE = /^(lib\/testing|e2e|prisma|scripts|bench|campaign|deploy|docs)\/|\.(test|spec)(\.tsx?)?$|^[^/]+\.config\.m?[jt]s$/;

export function isOutside(path: string): boolean {
  return OUTSIDE.test(path);
}

export function roomOf(path: string): Room | undefined {
  if (isOutside(path)) return undefined;
  for (const { pattern, floor } of PLOTS) {
    const name = pattern.exec(path)?.[1];
    if (name) return { name, floor };
  }
  return undefined;
}

export type Door = {
  /** Who stands before the door. */
  readonly from: RegExp;
  /** What lies behind it: a path in the checkout or the name of a package. */
  readonly to: RegExp;
  readonly because: string;
  /** A type leaves nothing behind when the program runs, so some doors let types pass. */
  readonly typesMayPass?: boolean;
};

const PRISMA = /^(@prisma\/|prisma$|prisma\/|lib\/db\/generated)/;

/** Closed although they lead downstairs. */
export const CLOSED_DOORS: readonly Door[] = [
  {
    from: /^lib\/(base|domain)\//,
    // ipaddr.js knows ranges of addresses; ibantools is a table of account formats, the other two are the checksums of wallets: pure, and they run in a browser like the rest of the rulebook.
    // @internationalized/date knows what clocks do; date-holidays which days are holidays, and stays on the server by its size.
    to: /^(?!lib\/|zod$|ibantools$|ipaddr\.js$|@noble\/hashes\/|@scure\/base$|@internationalized\/date$|date-holidays$)/,
    because:
      "base and domain import only zod (and ibantools, @noble/hashes and @scure/base, for account formats, ipaddr.js, and @internationalized/date and date-holidays, for the calendar)",
  },
  { from: /^lib\/providers\//, to: /^(next|react|@prisma|prisma)([-/]|$)/, because: "providers know neither Next, React nor Prisma" },
  { from: /^lib\/providers\//, to: /^lib\/(db|env)(\/|$)/, because: "an adapter never sees the database or the environment" },
  {
    from: /^lib\/(env|auth|actions|simulators)(\/|$)/,
    to: PRISMA,
    because: "Prisma is named by db, queue, operations, queries and worker",
  },
  { from: /^(components|app)\//, to: PRISMA, because: "Prisma is named by db, queue, operations, queries and worker" },
  { from: /^lib\/actions\//, to: /^lib\/(db|providers)\//, because: "an action has no database and no provider, only operations" },
  { from: /^app\//, to: /^lib\/(db|queue|worker|simulators)\//, because: "app never opens db, queue, worker or simulators" },
  { from: /^components\/ui\//, to: /^lib\/(?!base\/)/, because: "ui knows no domain word" },
  {
    from: /^components\//,
    to: /^lib\/queries\//,
    because: "components take the shapes of queries, as types, and never ask them",
    typesMayPass: true,
  },
  {
    from: /^components\//,
    to: /^lib\/(?!actions\/|domain\/|base\/|queries\/)/,
    because: "components open only ui, display, fields, lib/actions, lib/domain, lib/base and the types of lib/queries",
  },
];

/** Where `import "server-only"` would throw: these run outside Next. */
export const OUTSIDE_NEXT = /^lib\/(worker|simulators)\//;
