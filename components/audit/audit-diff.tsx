import type { Change } from "@/lib/domain/audit/changes";
import { detailText } from "./detail-text";

/** What an entry changed: as it was, and as it is since. */
export function AuditDiff({ changes }: { changes: readonly Change[] }) {
  return (
    <table aria-label="Before and after" className="w-full border-separate border-spacing-0 text-small">
      <thead>
        <tr className="text-left text-grey-5">
          <th scope="col" className="w-36 py-1.5 pr-4 font-normal">
            Changed
          </th>
          <th scope="col" className="py-1.5 pr-4 font-normal">
            Before
          </th>
          <th scope="col" className="py-1.5 font-normal">
            After
          </th>
        </tr>
      </thead>
      <tbody>
        {changes.map(({ name, from, to }) => (
          <tr key={name} className="align-top">
            <th scope="row" className="border-grey-2 border-t py-1.5 pr-4 text-left font-normal text-grey-5">
              {name || "It"}
            </th>
            <td className="wrap-anywhere border-grey-2 border-t py-1.5 pr-4 text-grey-5">
              {from === null ? "Nothing" : <del className="decoration-grey-4">{detailText(from)}</del>}
            </td>
            <td className="wrap-anywhere border-grey-2 border-t py-1.5">
              {to === null ? "Nothing" : <ins className="font-medium no-underline">{detailText(to)}</ins>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
