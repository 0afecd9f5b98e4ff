import type { Hosts } from "./manifest";

/** The address of one role ("api", "auth"); throws where the manifest forgot it. */
export function hostOf(hosts: Hosts, role: string): string {
  const address = hosts[role];
  if (!address) throw new Error(`No host is known for "${role}".`);
  return address;
}
