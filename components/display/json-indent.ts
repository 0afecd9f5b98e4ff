/**
 * Lays JSON out over lines without parsing it: `JSON.parse` would round long numbers, and evidence must keep every digit.
 * What is not JSON comes back as it is.
 */
export function indentJson(body: string): string {
  const text = body.trim();
  if (!/^[[{]/.test(text)) return body;
  const tokens = text.match(/"(?:\\.|[^"\\])*"|[[\]{},:]|[^\s[\]{},:"]+/g) ?? [];
  let depth = 0;
  let laidOut = "";
  tokens.forEach((token, place) => {
    const previous = tokens[place - 1] ?? "";
    const closes = token === "}" || token === "]";
    if (closes) depth -= 1;
    const isFirstInside = previous === "{" || previous === "[";
    const breaks = (isFirstInside && !closes) || previous === "," || (closes && !isFirstInside);
    if (breaks) laidOut += `\n${"  ".repeat(Math.max(depth, 0))}`;
    laidOut += token === ":" ? ": " : token;
    if (token === "{" || token === "[") depth += 1;
  });
  return laidOut;
}
