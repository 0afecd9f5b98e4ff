import { readRows } from "./read-rows";

export const dynamic = "force-dynamic";

/** Fifty rows as a table and nothing else: no session, no filters, no script of its own. */
export default async function Page() {
  const rows = await readRows();
  return (
    <table>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>{row.createdAt.toISOString()}</td>
            <td>{row.number}</td>
            <td>{row.receiverName}</td>
            <td>{row.accountMasked}</td>
            <td>{row.connectionName}</td>
            <td>{row.loop}</td>
            <td>{row.reference}</td>
            <td>{row.amountMinor}</td>
            <td>{row.currency}</td>
            <td>{row.state}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
