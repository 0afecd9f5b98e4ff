/** How far the process grows over what it has when it begins. */
export function watchMemory(): { stop(): number } {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let most = idle;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 50);
  return {
    stop: () => {
      clearInterval(timer);
      return most - idle;
    },
  };
}
