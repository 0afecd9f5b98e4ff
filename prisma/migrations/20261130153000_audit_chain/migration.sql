-- Each merchant's audit entries as a chain: a link holds the hash of its entry and of the link before, so that nothing in between can be
-- changed, taken out, put in or moved without every later hash being wrong. Entries are linked a moment after they were committed, by one
-- at a time, so that no deed waits for another's audit.
CREATE TABLE "audit_link" (
    "merchantId" TEXT NOT NULL,
    "sequence" BIGINT NOT NULL,
    "entryId" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "sealedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_link_pkey" PRIMARY KEY ("merchantId", "sequence")
);
CREATE UNIQUE INDEX "audit_link_entryId_key" ON "audit_link"("entryId");
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "audit_entry"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "audit_link" ADD CONSTRAINT "audit_link_hash_whole" CHECK (length("hash") = 32), ADD CONSTRAINT "audit_link_from_one" CHECK ("sequence" > 0);
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "audit_link" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "audit_link" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- What is not linked yet. Filled by the database itself, so that no entry can be written past it.
CREATE TABLE "audit_unsealed" (
    "entryId" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,

    CONSTRAINT "audit_unsealed_pkey" PRIMARY KEY ("entryId")
);
CREATE INDEX "audit_unsealed_merchantId_idx" ON "audit_unsealed"("merchantId");

CREATE FUNCTION audit_awaits_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_unsealed" ("entryId", "merchantId") SELECT "id", "merchantId" FROM written;
  RETURN NULL;
END $$;
CREATE TRIGGER awaits_seal AFTER INSERT ON "audit_entry" REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION audit_awaits_seal();

INSERT INTO "audit_unsealed" ("entryId", "merchantId") SELECT "id", "merchantId" FROM "audit_entry";

-- For views of the trail that show what is rare.
CREATE INDEX "audit_entry_merchantId_event_at_id_idx" ON "audit_entry"("merchantId", "event", "at" DESC, "id" DESC);
