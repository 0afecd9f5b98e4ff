import { existsSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const ON_THE_MACHINE = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export type Browser = { readonly executablePath: string; readonly env: Readonly<Record<string, string>> };

/** A Chromium to test with: the one that `CHROMIUM_PATH` names, else one on the machine, else the one that comes from npm. */
export async function findBrowser(candidates: readonly string[] = ON_THE_MACHINE): Promise<Browser> {
  const named = process.env.CHROMIUM_PATH;
  if (named && !existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which is not there.`);
  const found = named ?? candidates.find((candidate) => existsSync(candidate));
  return found ? { executablePath: found, env: {} } : packagedBrowser();
}

/** Made for machines without a desktop's libraries, so it brings them along; all of it is unpacked where temporary files go. */
async function packagedBrowser(): Promise<Browser> {
  // The package unpacks its libraries only where it believes to be on such a machine.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  const searchPath = [path.join(os.tmpdir(), "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return { executablePath, env: { LD_LIBRARY_PATH: searchPath } };
}
