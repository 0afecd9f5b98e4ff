import { type Browser, chromium } from "@playwright/test";
import { findBrowser } from "@/scripts/browser";
import { type Measured, summarise } from "./measure";
import type { Bench } from "./open-bench";
import { withServedPages } from "./serve-pages";

const TIMES = 12;
/** As a telephone of some years ago beside this machine. */
const SLOWER = 4;

type Visit = { readonly scriptKb: number; readonly paintedMs: number };

/** What a browser that comes for the first time has to fetch and how long a slow one takes to show it, against a bare Next page. */
export function benchWeight({ merchantId }: Bench): Promise<readonly Measured[]> {
  return withServedPages(merchantId, async ({ product, floor, cookie }) => {
    const { executablePath, env } = findBrowser();
    const browser = await chromium.launch({ executablePath, chromiumSandbox: false, env: { ...process.env, ...env } });
    try {
      return [
        ...(await weigh(browser, { name: "history", ours: { address: `${product}/payouts`, cookie }, bare: `${floor}/` })),
        ...(await weigh(browser, { name: "sign-in", ours: { address: `${product}/sign-in` }, bare: `${floor}/` })),
      ];
    } finally {
      await browser.close();
    }
  });
}

type Weighed = { readonly name: string; readonly ours: Address; readonly bare: string };
type Address = { readonly address: string; readonly cookie?: string };

async function weigh(browser: Browser, { name, ours, bare }: Weighed): Promise<readonly Measured[]> {
  const [product, floor]: [Visit[], Visit[]] = [[], []];
  // The first visit of each warms the servers, and is not counted.
  for (let round = 0; round <= TIMES; round += 1) {
    const [one, least] = [await visit(browser, ours), await visit(browser, { address: bare })];
    if (round === 0) continue;
    product.push(one);
    floor.push(least);
  }
  const line = (what: string, of: (visit: Visit) => number): Measured => {
    const [taken, least] = [summarise(product.map(of)), summarise(floor.map(of))];
    return { name: `${name}, ${what}`, product: taken, floor: least, ratio: taken.p50 / least.p50 };
  };
  return [
    line("JavaScript that is sent, KB instead of ms", ({ scriptKb }) => scriptKb),
    line(`largest paint, ${SLOWER} times slower`, ({ paintedMs }) => paintedMs),
  ];
}

/** In a browser that has nothing of it yet. */
async function visit(browser: Browser, { address, cookie }: Address): Promise<Visit> {
  const context = await browser.newContext();
  try {
    const [name, value] = cookie?.split("=") ?? [];
    if (name && value) await context.addCookies([{ name, value, url: address }]);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    const scripts = new Set<string>();
    let bytes = 0;
    session.on("Network.responseReceived", ({ requestId, type }) => void (type === "Script" && scripts.add(requestId)));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.goto(address, { waitUntil: "load" });
    const paintedMs = await page.evaluate(largestPaint);
    return { scriptKb: bytes / 1_000, paintedMs };
  } finally {
    await context.close();
  }
}

/** The largest of what has been painted by now. */
function largestPaint(): Promise<number> {
  return new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
      type: "largest-contentful-paint",
      buffered: true,
    });
  });
}
