import { CircleAlert } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { classNames } from "@/components/ui/class-names";
import { CONTROL_BOX, FIELD_STACK } from "@/components/ui/field-frame";

/** Where a code is typed off paper. Plain elements, so that it works before and without any script, and what was typed early stays. */
export function CodeField({ typed, error }: { typed?: string; error?: string }) {
  return (
    <form action="/verify" method="get" className="flex flex-col gap-4">
      <div className={FIELD_STACK}>
        <label htmlFor="code" className="font-medium text-small">
          Code on the receipt
        </label>
        <div className={CONTROL_BOX} data-invalid={error ? "" : undefined}>
          <input
            id="code"
            name="code"
            defaultValue={typed}
            maxLength={60}
            autoComplete="off"
            autoCapitalize="characters"
            spellCheck={false}
            aria-invalid={error ? true : undefined}
            aria-describedby="code-note"
            className="h-full w-full min-w-0 flex-1 rounded-ui bg-transparent px-2.5 font-mono outline-none"
          />
        </div>
        {error ? (
          <p id="code-note" className="flex items-start gap-1.5 text-red text-small">
            <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
            {error}
          </p>
        ) : (
          <p id="code-note" className="text-grey-5 text-small">
            24 letters and digits under the words “Is this receipt genuine?”. Hyphens and small letters do not matter.
          </p>
        )}
      </div>
      <button type="submit" className={classNames(buttonStyle({ tone: "primary" }), "w-full")}>
        Check it
      </button>
    </form>
  );
}
