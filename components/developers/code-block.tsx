import { CopyButton } from "@/components/ui/copy-button";

export type CodeBlockProps = { title: string; code: string };

/** Text for a machine, to be read and taken away. */
export function CodeBlock({ title, code }: CodeBlockProps) {
  return (
    <figure className="min-w-0 overflow-hidden rounded-ui border border-grey-2 bg-grey-1">
      <figcaption className="flex items-center justify-between gap-2 py-1 pr-1 pl-3 text-grey-5 text-small">
        {title}
        <CopyButton label={`Copy ${title}`} text={code} />
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <pre tabIndex={0} className="scroll-x max-h-96 overflow-y-auto px-3 pb-3 font-mono text-small">
        {code}
      </pre>
    </figure>
  );
}
