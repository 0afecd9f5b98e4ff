export type PersonLabelProps = {
  name: string;
  /** Written out beside the name: "checker", "API key". */
  roleLabel?: string;
  isYou?: boolean;
  isTileHidden?: boolean;
};

export function PersonLabel({ name, roleLabel, isYou, isTileHidden }: PersonLabelProps) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5">
      {isTileHidden ? null : <PersonTile name={name} />}
      <span className="truncate">{name}</span>
      {isYou ? <span className="text-grey-5">(you)</span> : null}
      {roleLabel ? <span className="truncate text-grey-5">{roleLabel}</span> : null}
    </span>
  );
}

export function PersonTile({ name }: { name: string }) {
  return (
    <span aria-hidden className="grid size-5 shrink-0 place-items-center rounded-full bg-grey-2 font-medium text-grey-5 text-small">
      {name.trim().slice(0, 1).toUpperCase()}
    </span>
  );
}
