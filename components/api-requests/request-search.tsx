import { Search } from "lucide-react";
import { TextField } from "@/components/ui/text-field";
import type { RequestView } from "./request-filters";

/** A plain form: what is pasted becomes part of the address. */
export function RequestSearch({ view: { show, apiKeyId, text } }: { view: RequestView }) {
  return (
    <search>
      <form method="get" action="/operations/api-requests" className="max-w-md">
        {show === "all" ? null : <input type="hidden" name="show" value={show} />}
        {apiKeyId ? <input type="hidden" name="key" value={apiKeyId} /> : null}
        <TextField
          key={text}
          label="Request id, idempotency key or payout id"
          isLabelHidden
          name="q"
          defaultValue={text}
          maxLength={255}
          spellCheck="false"
          autoComplete="off"
          autoCapitalize="none"
          isMono
          placeholder="Request id, idempotency key, payout id"
          before={<Search aria-hidden />}
        />
      </form>
    </search>
  );
}
