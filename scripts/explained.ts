/** A failure that a person can act upon: its message is shown alone, without a stack. */
export class Explained extends Error {
  override readonly name = "Explained";
}

/** Runs a command's whole life: an explained failure becomes its sentence, any other keeps its stack; both exit with 1. */
export async function explainingFailures(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    console.error(error instanceof Explained ? error.message : error);
    process.exitCode = 1;
  }
}
