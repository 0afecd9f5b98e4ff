/** What the door says in headers. */
export const HEADERS = {
  "X-Request-Id": {
    description: "This very request, by a name that people can quote.",
    required: true,
    schema: { type: "string" },
    example: "req_01K9Z3V7Q4WM2X8R5T6B1C0D9E",
  },
  Location: {
    description: "Where what was made is read.",
    schema: { type: "string" },
    example: "/api/v1/payouts/po_01K9Z3V7Q4WM2X8R5T6B1C0D9E",
  },
  "Content-Disposition": {
    description: "What the file is called.",
    schema: { type: "string" },
    example: 'attachment; filename="receipt-CF-7K3M-9Q2X-4B8T.pdf"',
  },
  "Idempotent-Replayed": {
    description: "Present when this is the first answer again, and nothing was done now.",
    schema: { type: "string", const: "true" },
  },
  "Retry-After": {
    description: "Seconds to wait before the same request is sent again.",
    schema: { type: "integer", minimum: 0 },
    example: 2,
  },
  "RateLimit-Policy": {
    description: "How much a key gets: `q` requests in `w` seconds.",
    schema: { type: "string" },
    example: '"key";q=6000;w=60',
  },
  RateLimit: {
    description: "What is left: `r` requests, and all of them again in `t` seconds.",
    schema: { type: "string" },
    example: '"key";r=5999;t=60',
  },
  "WWW-Authenticate": {
    description: "What a key would have needed.",
    schema: { type: "string" },
    example: 'Bearer realm="Counterfoil", error="insufficient_scope", scope="payouts:write"',
  },
} as const;
export type HeaderName = keyof typeof HEADERS;
