import { sessionRoute } from "@/lib/auth/rest-route";
import { csvLine } from "@/lib/base/csv";

const LINES = [
  ["name", "iban", "sort_code", "account_number", "order_id", "amount", "currency", "reference"],
  ["Anna Schmidt", "DE89370400440532013000", "", "", "", "1250.00", "EUR", "Example: delete this row"],
  ["Ben Carter", "", "20-00-00", "55779911", "", "80.00", "GBP", "Example: delete this row"],
  ["", "", "", "", "ORD-10042", "25.00", "EUR", "Example: delete this row"],
];

/** A file to begin with, for whoever has none. */
export const GET = sessionRoute("batch.create", async () => {
  return new Response(LINES.map(csvLine).join(""), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": 'attachment; filename="payouts.csv"',
      "Cache-Control": "no-store",
    },
  });
});
