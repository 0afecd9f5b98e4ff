/**
 * Where a request came from, as the nearest proxy saw it: the last entry, since a browser can write the earlier ones itself. Without
 * a proxy it can write all of them, so this is kept as a note in the audit. The one thing that it decides is where an API key may be
 * used from, which says to its owner that only a desk behind a proxy can tell.
 */
export function ipAddressOf(headers: Headers): string | undefined {
  const last = headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return last && /^[0-9a-f.:]{2,45}$/i.test(last) ? last : undefined;
}
