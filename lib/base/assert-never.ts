/** The compiler proves that every case is handled; this is what runs when data broke that proof. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
