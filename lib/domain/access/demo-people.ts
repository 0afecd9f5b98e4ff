/** Who can sign in to the demo. Their password is public, so a desk with a live connection refuses to run with them. */
export const DEMO_PASSWORD = "counterfoil-demo";

export const DEMO_EMAILS = {
  "maker@demo.test": "Maker",
  "maker2@demo.test": "Second maker",
  "checker@demo.test": "Checker",
  "checker2@demo.test": "Second checker",
  "support@demo.test": "Support",
  "admin@demo.test": "Admin",
  "admin2@demo.test": "Second admin",
} as const satisfies Record<string, string>;

export function isDemoEmail(text: string): text is keyof typeof DEMO_EMAILS {
  return Object.hasOwn(DEMO_EMAILS, text);
}
