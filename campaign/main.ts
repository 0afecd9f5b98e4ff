// `npm run campaign -- --runs 25600 --seed 1`: the proof at full length. Every count of what must not be has to be 0; a life that went wrong
// is lived again alone with `--one SEED`, which prints each step of it.
import { parseArgs } from "node:util";
import { currentTime } from "@/lib/base/clock";
import { startDesk } from "@/lib/testing/desk";
import { killBatches } from "./batch-kills";
import { stopDatabase } from "./database-stops";
import { meetFaults } from "./faults";
import { tellForgeries } from "./forgeries";
import { openHardDatabase } from "./hard-database";
import { killWorkers } from "./kills";
import { MUTANTS } from "./mutants";
import { makeMistakes } from "./mutations";
import { openDatabase } from "./open-database";
import { runRaces } from "./races";
import { rehearseLives } from "./simulation/rehearse-lives";
import { simulate } from "./simulation/simulate";
import { permuteEvents } from "./webhook-orders";

type Wish = { readonly runs: number; readonly seed: number };

/** By the name after `--proof`: how many runs are the full length, and the proof. */
const PROOFS = {
  lives: { runs: 25_600, prove: (wish: Wish) => inDatabase(() => rehearseLives({ ...wish, each: sayHowFar(wish) })) },
  forgeries: { runs: 10_000, prove: (wish: Wish) => atDesk((desk) => tellForgeries({ ...wish, desk })) },
  orders: { runs: 15_120, prove: (wish: Wish) => inDatabase(() => permuteEvents(wish)) },
  races: { runs: 10_000, prove: (wish: Wish) => atDesk((desk) => runRaces({ ...wish, desk })) },
  faults: { runs: 640, prove: (wish: Wish) => atDesk((desk) => meetFaults({ ...wish, desk }), currentTime) },
  kills: { runs: 1_000, prove: (wish: Wish) => atDesk((desk) => killWorkers({ ...wish, desk }), currentTime) },
  batches: { runs: 100, prove: (wish: Wish) => atDesk((desk) => killBatches({ ...wish, desk }), currentTime) },
  stops: { runs: 50, prove: stopHard },
  mistakes: { runs: MUTANTS.length, prove: makeMistakes },
} as const;
type ProofName = keyof typeof PROOFS;

/** What is a list of things that went wrong in any of the proofs, or a number of them. */
const BAD = [
  ...["bad", "doubled", "calledWrongly", "wrongAmounts", "unknownHere", "withoutOwner", "stumbles", "stuck"],
  ...["wrongAnswers", "applied", "changed", "needlessReads", "keysFetchedElsewhere", "wrong", "bookedWrongly", "unlike", "unnoticed"],
];

const { values } = parseArgs({
  options: {
    proof: { type: "string", default: "lives" },
    runs: { type: "string" },
    seed: { type: "string", default: "1" },
    one: { type: "string" },
  },
});
process.exit(values.one === undefined ? await proveAll() : await liveOne(Number(values.one)));

async function proveAll(): Promise<number> {
  const { proof } = values;
  if (!isProof(proof)) throw new Error(`There is no proof called ${proof}. There are: ${Object.keys(PROOFS).join(", ")}.`);
  const began = performance.now();
  const counts = await PROOFS[proof].prove({ runs: Number(values.runs ?? PROOFS[proof].runs), seed: Number(values.seed) });
  console.info(JSON.stringify(counts, null, 2));
  const bad = badIn(counts);
  console.info(
    `${proof}: ${Math.round((performance.now() - began) / 1000)} s, ${bad.length === 0 ? "nothing that must not be" : bad.join(", ")}`,
  );
  return bad.length === 0 ? 0 : 1;
}

async function liveOne(seed: number): Promise<number> {
  return inDatabase(async () => {
    const { steps, trace, provider, problems } = await simulate(seed);
    console.info(`${steps.join("\n")}\n${provider}, trace ${trace}\n${JSON.stringify(problems)}`);
    return problems.length === 0 ? 0 : 1;
  });
}

function isProof(name: string): name is ProofName {
  return Object.hasOwn(PROOFS, name);
}

function badIn(counts: object): readonly string[] {
  return Object.entries(counts).flatMap(([name, value]) => {
    const count = Array.isArray(value) ? value.length : typeof value === "number" ? value : 0;
    return BAD.includes(name) && count > 0 ? [`${name} ${count}`] : [];
  });
}

function sayHowFar({ runs }: Wish): () => void {
  let lived = 0;
  return () => {
    lived += 1;
    if (lived % 500 === 0) console.info(`${lived} of ${runs}`);
  };
}

async function inDatabase<T>(prove: () => Promise<T>): Promise<T> {
  const database = await openDatabase();
  try {
    return await prove();
  } finally {
    await database.close();
  }
}

function atDesk<T>(prove: (desk: Awaited<ReturnType<typeof startDesk>>) => Promise<T>, simulatorClock?: () => Date): Promise<T> {
  return inDatabase(async () => {
    const desk = await startDesk({ simulatorClock });
    try {
      return await prove(desk);
    } finally {
      await desk.stop();
    }
  });
}

/** On the product's own durable PostgreSQL, since one that forgets at a stop would prove nothing. */
async function stopHard(wish: Wish) {
  return inDatabase(async () => {
    const database = await openHardDatabase();
    process.env.DATABASE_URL = database.url;
    const desk = await startDesk({ simulatorClock: currentTime });
    try {
      return await stopDatabase({ ...wish, desk, database });
    } finally {
      await desk.stop();
      await database.remove();
    }
  });
}
