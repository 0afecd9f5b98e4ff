import pino from "pino";

/** One JSON line an event on standard output. Ids and words of ours only: no amounts, no names, no provider bodies. */
export const log = pino({ base: { process: "worker" }, timestamp: pino.stdTimeFunctions.isoTime });
