-- Blind indexes of what people say of an account besides its whole number: the account number without bank or branch. What is there
-- already lies sealed, and goes on being found by its whole number and its last four.
ALTER TABLE "receiver_account_version" ADD COLUMN "partIndexes" BYTEA[] DEFAULT '{}';
CREATE INDEX "receiver_account_version_parts_idx" ON "receiver_account_version" USING GIN ("partIndexes") WHERE "partIndexes" <> '{}';
