import { CopyButton } from "@/components/ui/copy-button";
import { indentJson } from "./json-indent";

export type EvidencePart = {
  /** "POST https://api.truelayer.com/v3/payouts", "201 Created". */
  line: string;
  headers: readonly (readonly [name: string, value: string])[];
  /** Scrubbed when it was stored; shown as it is, indented when it is JSON. */
  body: string;
};

export type EvidenceProps = {
  request: EvidencePart;
  /** Null when no answer came. */
  response: EvidencePart | null;
  /** Why there is no answer: "No answer within 30 s. It may have been paid." */
  silence?: string;
  durationMs?: number;
};

/** One exchange with a provider, word for word but for its secrets. */
export function Evidence({ request, response, silence, durationMs }: EvidenceProps) {
  return (
    <div className="flex flex-col divide-y divide-grey-2 overflow-hidden rounded-ui border border-grey-2 bg-grey-1">
      <Part title="Request" part={request} />
      {response ? (
        <Part title="Answer" part={response} aside={durationMs === undefined ? undefined : `${durationMs} ms`} />
      ) : (
        <p className="hatched px-3 py-2 text-amber text-small">{silence ?? "No answer came."}</p>
      )}
    </div>
  );
}

function Part({ title, part, aside }: { title: string; part: EvidencePart; aside?: string }) {
  const headers = part.headers.map(([name, value]) => `${name}: ${value}`).join("\n");
  const body = indentJson(part.body);
  return (
    <fieldset aria-label={title} className="flex min-w-0 flex-col">
      <header className="flex items-center gap-2 py-1 pr-1 pl-3">
        <span className="shrink-0 text-grey-5 text-small">{title}</span>
        <span className="min-w-0 flex-1 truncate font-medium font-mono text-small" title={part.line}>
          {part.line}
        </span>
        {aside ? <span className="shrink-0 text-grey-5 text-small tabular-nums">{aside}</span> : null}
        <CopyButton label={`Copy the ${title.toLowerCase()}`} text={[part.line, headers, "", part.body].join("\n")} />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="scroll-x max-h-80 overflow-y-auto px-3 pb-3 font-mono text-small">
        {headers ? <span className="text-grey-5">{`${headers}\n${body ? "\n" : ""}`}</span> : null}
        {body}
      </pre>
    </fieldset>
  );
}
