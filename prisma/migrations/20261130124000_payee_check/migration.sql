-- What a receiver's bank answered when it was asked whether the name is the account's: a fact of that moment, about that version.
CREATE TABLE "payee_check" (
    "id" TEXT NOT NULL,
    "merchantId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "connectionId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "result" TEXT NOT NULL,
    "suggestedName" TEXT,
    "why" TEXT,
    "evidenceId" TEXT,
    "checkedById" TEXT,
    "checkedByName" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "payee_check_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "payee_check_versionId_at_idx" ON "payee_check"("versionId", "at" DESC);
ALTER TABLE "payee_check" ADD CONSTRAINT "payee_check_merchantId_versionId_fkey" FOREIGN KEY ("merchantId", "versionId") REFERENCES "receiver_account_version"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payee_check" ADD CONSTRAINT "payee_check_merchantId_connectionId_fkey" FOREIGN KEY ("merchantId", "connectionId") REFERENCES "connection"("merchantId", "id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "payee_check"
  ADD CONSTRAINT "payee_check_result_known" CHECK ("result" IN ('match', 'partialMatch', 'noMatch', 'notPossible')),
  ADD CONSTRAINT "payee_check_name_where_partial" CHECK ("suggestedName" IS NULL OR "result" = 'partialMatch');
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON "payee_check" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "payee_check" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
