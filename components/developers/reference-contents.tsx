export type ContentsGroup = { readonly title: string; readonly operations: readonly { readonly id: string; readonly summary: string }[] };

/** Everything that the API does, by noun: a press goes there. */
export function ReferenceContents({ groups }: { groups: readonly ContentsGroup[] }) {
  return (
    <nav aria-label="Operations of the API" className="max-lg:columns-2 lg:sticky lg:top-4">
      {groups.map(({ title, operations }) => (
        <div key={title} className="break-inside-avoid pb-3">
          <p className="pb-1 font-medium text-small">{title}</p>
          <ul className="flex flex-col">
            {operations.map(({ id, summary }) => (
              <li key={id}>
                <a
                  href={`#${id}`}
                  className="inline-flex min-h-7 items-center rounded-inner text-grey-5 text-small transition-colors hover:text-ink pointer-coarse:min-h-11"
                >
                  {summary}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
