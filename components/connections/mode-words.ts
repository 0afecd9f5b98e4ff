/** Where a connection's traffic goes, as people say it. */
export const MODE_WORDS: Readonly<Record<string, string>> = {
  simulator: "Simulator on this machine",
  sandbox: "Provider's sandbox",
  live: "Live: real money",
};
