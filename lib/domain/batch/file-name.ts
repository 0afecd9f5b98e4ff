/** What a file is called, for people: no path that a program may have put before it, and no letters that turn a line round. */
export function fileNameOf(written: string): string {
  const last = written.split(/[\\/]/).at(-1) ?? "";
  return (
    last
      .replace(/[\p{C}]/gu, "")
      .trim()
      .slice(-120) || "Pasted rows"
  );
}
