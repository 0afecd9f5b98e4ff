import type pg from "pg";

/**
 * `COPY ... FROM STDIN` in PostgreSQL's text format: by far the cheapest way to write many rows. The driver knows the protocol and
 * leaves the sending to whoever submits the query.
 */
export function copyIn(client: pg.Client, { table, columns, lines }: CopyIn): Promise<void> {
  if (lines.length === 0) return Promise.resolve();
  const names = columns.map((name) => `"${name}"`).join(", ");
  return new Promise((resolve, reject) => {
    client.query(new CopyQuery(`COPY "${table}" (${names}) FROM STDIN`, Buffer.from(`${lines.join("\n")}\n`), { resolve, reject }));
  });
}

export type CopyIn = { readonly table: string; readonly columns: readonly string[]; readonly lines: readonly string[] };

export type Cell = string | number | bigint | boolean | Date | Uint8Array | null;

/** One row as a line of the text format. */
export function copyLine(cells: readonly Cell[]): string {
  return cells.map(copyCell).join("\t");
}

function copyCell(cell: Cell): string {
  if (cell === null) return "\\N";
  if (typeof cell === "string") return UNSAFE.test(cell) ? cell.replace(ALL_UNSAFE, escapeCharacter) : cell;
  if (typeof cell === "boolean") return cell ? "t" : "f";
  if (cell instanceof Date) return cell.toISOString();
  if (cell instanceof Uint8Array) return `\\\\x${Buffer.from(cell.buffer, cell.byteOffset, cell.byteLength).toString("hex")}`;
  return cell.toString();
}

const UNSAFE = /[\\\n\r\t]/;
const ALL_UNSAFE = /[\\\n\r\t]/g;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeCharacter(character: string): string {
  return ESCAPES[character] ?? character;
}

/** What the driver hands to a query while it copies. */
type CopyDoor = { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };
type Promised = { readonly resolve: () => void; readonly reject: (error: Error) => void };

/** The driver's own interface for queries that are more than a text and its values. */
class CopyQuery {
  private fault: Error | null = null;

  constructor(
    private readonly sql: string,
    private readonly data: Buffer,
    private readonly promised: Promised,
  ) {}

  submit(connection: { query(text: string): void }): void {
    connection.query(this.sql);
  }

  handleCopyInResponse(connection: CopyDoor): void {
    connection.sendCopyFromChunk(this.data);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.fault = error;
    this.promised.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.fault === null) this.promised.resolve();
  }
}
