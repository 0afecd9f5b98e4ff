/** A key for a new role, made of its name: policies and memberships name it, and it stays when the role is renamed. */
export function freeRoleKey(name: string, taken: readonly string[]): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, 34)
    .replace(/-+$/, "");
  const stem = words || "role";
  for (let count = 1; ; count += 1) {
    const key = count === 1 ? stem : `${stem}-${count}`;
    if (!taken.includes(key)) return key;
  }
}
