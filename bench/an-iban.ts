/** A German account number that is right by its check digits, another for each `nth`. */
export function anIban(nth: number): string {
  const bban = `37040044${String(532_013_000 + nth).padStart(10, "0")}`;
  const rest = Number(BigInt(`${bban}131400`) % 97n);
  return `DE${String(98 - rest).padStart(2, "0")}${bban}`;
}
