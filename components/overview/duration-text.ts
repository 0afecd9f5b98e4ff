/** "8 s", "4 min 12 s", "3 h 5 min", "2 days 4 h": the two largest units, since nobody compares seconds over hours. */
export function sayDuration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const place = UNITS.findIndex(({ size }) => whole >= size);
  const largest = UNITS[place] ?? { size: 1, one: "s", many: "s" };
  const next = UNITS[place + 1];
  const count = Math.floor(whole / largest.size);
  const rest = next ? Math.floor((whole % largest.size) / next.size) : 0;
  return [say(count, largest), next && rest > 0 ? say(rest, next) : null].filter(Boolean).join(" ");
}

const UNITS = [
  { size: 86_400, one: "day", many: "days" },
  { size: 3_600, one: "h", many: "h" },
  { size: 60, one: "min", many: "min" },
  { size: 1, one: "s", many: "s" },
] as const;

function say(count: number, { one, many }: { one: string; many: string }): string {
  return `${count} ${count === 1 ? one : many}`;
}
