import { styleText } from "node:util";
import * as z from "zod";

const LEVELS: Readonly<Record<number, string>> = { 10: "trace", 20: "debug", 30: "", 40: "WARN", 50: "ERROR", 60: "FATAL" };

// What the name in front and the terminal tell anyway is left out.
const JsonLine = z.looseObject({
  level: z.number(),
  msg: z.string().optional(),
  time: z.unknown().optional(),
  pid: z.unknown().optional(),
  hostname: z.unknown().optional(),
  process: z.unknown().optional(),
});

/** One line of a process for people: its name in front, and JSON unfolded to words. */
export function logLine(name: string, line: string, { color = mayColor() } = {}): string {
  const label = name.padEnd(10);
  return `${color ? styleText("dim", label) : label} ${readable(line)}`;
}

function readable(line: string): string {
  if (!line.startsWith("{")) return line;
  const parsed = JsonLine.safeParse(parseJson(line));
  if (!parsed.success) return line;
  const { level, msg, time: _time, pid: _pid, hostname: _host, process: _process, ...rest } = parsed.data;
  const details = Object.entries(rest).map(([key, value]) => `${key}=${plain(value)}`);
  return [LEVELS[level] ?? String(level), msg, ...details].filter(Boolean).join(" ");
}

function plain(value: unknown): string {
  if (typeof value === "string") return value;
  const error = z.looseObject({ stack: z.string() }).safeParse(value);
  return error.success ? `\n${error.data.stack}` : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function mayColor(): boolean {
  return Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
}
