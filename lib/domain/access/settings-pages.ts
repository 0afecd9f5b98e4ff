import type { Permission } from "./permissions";

/** The sections of the settings, each with what its page asks for. The rail leads to the first that a role may open. */
export const SETTINGS = [
  { href: "/settings/providers", title: "Providers", permission: "connection.manage" },
  { href: "/settings/policy", title: "Approval policy", permission: "policy.view" },
  { href: "/settings/team", title: "Team", permission: "team.manage" },
  { href: "/settings/roles", title: "Roles", permission: "team.manage" },
  { href: "/settings/api-keys", title: "API keys", permission: "apiKey.manage" },
  { href: "/settings/webhooks", title: "Webhooks", permission: "endpoint.view" },
] as const satisfies readonly { readonly href: string; readonly title: string; readonly permission: Permission }[];
