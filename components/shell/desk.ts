/**
 * How a person has arranged their desk in this browser. Kept in cookies and written onto `<html>` by the server, so the first
 * drawing is already right; styles read the attributes, and no component has to be told.
 */
export const DESK = {
  theme: ["system", "light", "dark"],
  rail: ["open", "folded"],
  density: ["compact", "comfortable"],
} as const;

export type DeskName = keyof typeof DESK;
export type DeskChoice<N extends DeskName> = (typeof DESK)[N][number];

export function deskCookie(name: DeskName): string {
  return `desk-${name}`;
}

/** What a cookie says, or the first choice when it says nothing we know. */
export function readDeskChoice<N extends DeskName>(name: N, text: string | undefined): DeskChoice<N> {
  const choices: readonly DeskChoice<N>[] = DESK[name];
  const [standard] = choices;
  const found = choices.find((choice) => choice === text) ?? standard;
  if (!found) throw new Error(`The desk has no choices for ${name}.`);
  return found;
}
