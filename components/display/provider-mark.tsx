import { classNames } from "@/components/ui/class-names";

export type ProviderMarkProps = {
  /** The provider's id, as it is stored with every payout. */
  id: string;
  label: string;
  /** Without the label the tile alone is shown, and the label is read out. */
  isTileOnly?: boolean;
};

/** A monogram tile of our own drawing from `public/providers/<id>.svg`; a provider without one gets its initials. */
export function ProviderMark({ id, label, isTileOnly }: ProviderMarkProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-2">
      <span
        className="relative grid size-5 shrink-0 place-items-center overflow-hidden rounded-inner bg-grey-2 text-grey-5 text-small"
        aria-hidden
      >
        {label.slice(0, 1)}
        <span className="absolute inset-0 bg-cover" style={{ backgroundImage: `url("/providers/${encodeURIComponent(id)}.svg")` }} />
      </span>
      <span className={classNames("truncate", isTileOnly && "sr-only")}>{label}</span>
    </span>
  );
}
