import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { foldText } from "@/lib/base/text";
import { SHORTEST_PASSWORD } from "@/lib/domain/access/password";
import { env } from "@/lib/env";

/** The rules for every new password, wherever one is chosen. Long beats complicated: nothing is asked of its letters. */
export async function judgePassword(
  password: string,
  of: { readonly email: string; readonly name: string },
  stolen: string | null = env().breachedPasswordsDir,
): Promise<string | null> {
  if ([...password].length < SHORTEST_PASSWORD) return `A password has at least ${SHORTEST_PASSWORD} characters.`;
  const folded = foldText(password);
  if (folded.includes(foldText(of.email)) || folded === foldText(of.name))
    return "Your own name or address is the first thing that is tried.";
  if (new Set(folded).size < 4) return "That is one character over and over.";
  if (stolen && (await isBreached(password, stolen))) return "This password stands in a list of stolen ones. Choose another.";
  return null;
}

const PREFIX_LENGTH = 5;

/**
 * Looks into a local copy of the range files of Have I Been Pwned: one file for each five digits of a SHA-1, with `REST:COUNT` on each
 * line. Nothing of the password leaves this machine. A range that is not there says nothing.
 */
async function isBreached(password: string, folder: string): Promise<boolean> {
  const sha1 = createHash("sha1").update(password).digest("hex").toUpperCase();
  const [prefix, rest] = [sha1.slice(0, PREFIX_LENGTH), sha1.slice(PREFIX_LENGTH)];
  const range = (await readRange(path.join(folder, prefix))) ?? (await readRange(path.join(folder, `${prefix}.txt`)));
  // Lines that count nothing are padding.
  return range?.split(/\r?\n/).some((line) => line.slice(0, rest.length).toUpperCase() === rest && !/:0+$/.test(line)) ?? false;
}

async function readRange(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
