import type { ChangeWish } from "@/lib/domain/access/change";

/** What the audit trail says of a wish: before and after. A key's hash helps nobody who reads it. */
export function shownWish(wish: ChangeWish) {
  if (wish.kind === "role.permissions") return { before: { permissions: wish.from }, after: { permissions: wish.to } };
  if (wish.kind === "member.role") return { before: { role: wish.from }, after: { role: wish.to } };
  if (wish.kind === "apiKey.create") {
    const { name, prefix, scopes, expiresAt } = wish;
    return { before: null, after: { name, prefix, scopes, expiresAt } };
  }
  if (wish.kind === "apiKey.rotate") {
    return { before: { prefix: wish.from }, after: { prefix: wish.prefix, overlapHours: wish.overlapHours } };
  }
  if (wish.kind === "apiKey.restrict") return { before: { ranges: wish.from }, after: { ranges: wish.to } };
  if (wish.kind === "endpoint.create") return { before: null, after: wish.to };
  if (wish.kind === "endpoint.change") return { before: wish.from, after: wish.to };
  if (wish.kind === "endpoint.enable") return { before: { state: "off" }, after: { state: "on", url: wish.url } };
  if (wish.kind === "endpoint.rotate") return { before: null, after: { overlapHours: wish.overlapHours } };
  if (wish.kind === "rate.set") return { before: { rate: wish.from }, after: { rate: wish.to, day: wish.day } };
  if (wish.kind === "person.invite") return { before: null, after: { email: wish.email, role: wish.role } };
  return { before: { disabled: true }, after: { disabled: false, role: wish.role } };
}
