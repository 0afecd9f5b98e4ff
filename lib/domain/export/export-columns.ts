/** What a file of payouts has, in this order. Machines read the names, so they do not change. */
export const EXPORT_COLUMNS = [
  { name: "number", kind: "text" },
  { name: "status", kind: "text" },
  { name: "created", kind: "time" },
  { name: "submitted", kind: "time" },
  { name: "approved", kind: "time" },
  { name: "sent", kind: "time" },
  { name: "settled", kind: "time" },
  { name: "status_since", kind: "time" },
  { name: "amount", kind: "amount" },
  { name: "currency", kind: "text" },
  { name: "fee", kind: "amount" },
  { name: "receiver", kind: "text" },
  { name: "account_masked", kind: "text" },
  { name: "loop", kind: "text" },
  { name: "provider", kind: "text" },
  { name: "connection", kind: "text" },
  { name: "rail", kind: "text" },
  { name: "reference", kind: "text" },
  { name: "order_id", kind: "text" },
  { name: "provider_id", kind: "text" },
  { name: "trace_id", kind: "text" },
  { name: "maker", kind: "text" },
  { name: "failure_reason", kind: "text" },
  { name: "id", kind: "text" },
] as const satisfies readonly { name: string; kind: ExportKind }[];

export type ExportKind = "text" | "time" | "amount";
export type ExportColumn = (typeof EXPORT_COLUMNS)[number]["name"];

export const CURRENCY_PLACE = EXPORT_COLUMNS.findIndex(({ name }) => name === "currency");

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** How long a file is kept for whoever asked for it. */
export const EXPORT_KEPT_DAYS = 7;
