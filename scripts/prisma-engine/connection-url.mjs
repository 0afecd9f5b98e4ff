/** The same server, user and options, another database. */
export function withDatabaseName(url, database) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.toString();
}

/** Prisma writes the schema into the URL as `?schema=`; PostgreSQL's own clients do not know that word. */
export function splitSchema(url) {
  const plain = new URL(url);
  const schema = plain.searchParams.get("schema") ?? "public";
  plain.searchParams.delete("schema");
  return { connectionString: plain.toString(), schema };
}
