/**
 * Every permission there is, and which of the four roles that the program brings hold it: the one table. Every page, action, route
 * and operation names one of these and asks it. A merchant's own roles are rows (`role`) and hold any of them that is for people.
 */
export const PERMISSIONS = {
  "overview.view": ["maker", "checker", "support", "admin"],
  "payout.view": ["maker", "checker", "support", "admin"],
  "payout.create": ["maker"],
  "payout.cancel": ["maker", "checker"],
  "payout.attach": ["maker", "checker"],
  "payout.note": ["maker", "checker", "support", "admin"],
  "payout.assign": ["maker", "checker", "support", "admin"],
  // What support sends to whoever waits for the money.
  "payout.share": ["maker", "checker", "support"],
  "payout.resolve": ["checker", "admin"],
  "payout.lookUp": ["maker", "checker", "support", "admin"],
  "approval.view": ["maker", "checker", "admin"],
  "payout.approve": ["checker"],
  "batch.view": ["maker", "checker", "support", "admin"],
  "batch.create": ["maker"],
  "receiver.view": ["maker", "checker", "support", "admin"],
  "receiver.create": ["maker"],
  "receiver.note": ["maker", "checker", "support", "admin"],
  "receiver.reveal": ["maker", "checker", "admin"],
  // Not for admins: they hand out API keys, and whoever holds one could confirm what it brought.
  "account.confirm": ["checker"],
  "account.check": ["maker", "checker"],
  "paymentSource.view": ["maker", "checker", "support", "admin"],
  // By the merchant's own system only: people do not type in what has been paid.
  "paymentSource.write": [],
  "connection.view": ["maker", "checker", "admin"],
  "connection.manage": ["admin"],
  "evidence.view": ["maker", "checker", "support", "admin"],
  "audit.view": ["checker", "support", "admin"],
  "operations.view": ["checker", "support", "admin"],
  "delivery.replay": ["checker", "admin"],
  "reconciliation.run": ["checker", "admin"],
  "reconciliation.explain": ["checker", "admin"],
  // Stopping is one press by whoever sees the trouble first; letting money move again takes two people.
  "freeze.set": ["checker", "support", "admin"],
  "freeze.lift": ["checker", "admin"],
  // How payouts are approved, and what currencies are worth. Makers need not know where the limits lie.
  "policy.view": ["checker", "support", "admin"],
  "policy.manage": ["admin"],
  "team.manage": ["admin"],
  "apiKey.manage": ["admin"],
  // Whoever helps the merchant's developers has to see what was sent to them; where it goes is the admins' matter.
  "endpoint.view": ["checker", "support", "admin"],
  "endpoint.manage": ["admin"],
} as const satisfies Record<string, readonly Role[]>;

export const ROLES = ["maker", "checker", "support", "admin"] as const;
export type Role = (typeof ROLES)[number];
export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS).filter(isPermission);

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text);
}

/** Whether it is one of the four that the program brings. */
export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}

export function mayRole(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission];
  return roles.includes(role);
}

/** What an API key may be given. Keys make payouts and read; they never approve. */
export const API_SCOPES = {
  "payouts:write": ["payout.create", "payout.cancel", "batch.create"],
  "payouts:read": ["payout.view"],
  "receivers:write": ["receiver.create"],
  "receivers:read": ["receiver.view", "paymentSource.view"],
  "paymentSources:write": ["paymentSource.write"],
  "connections:read": ["connection.view"],
} as const satisfies Record<string, readonly Permission[]>;

export type ApiScope = keyof typeof API_SCOPES;
export const ALL_API_SCOPES = Object.keys(API_SCOPES).filter(isApiScope);

/** The scope that an API key needs for it. */
export function scopeFor(permission: Permission): ApiScope | null {
  return ALL_API_SCOPES.find((scope) => API_SCOPES[scope].some((granted: Permission) => granted === permission)) ?? null;
}

export function isApiScope(text: string): text is ApiScope {
  return Object.hasOwn(API_SCOPES, text);
}
