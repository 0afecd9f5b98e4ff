const SHORTEST = 12;

/** Why a new password is not taken, for whoever chose it; null for one that is. */
export function passwordFault(password: string): string | null {
  return password.length < SHORTEST ? `A password has at least ${SHORTEST} characters.` : null;
}
