-- A payout is written as what it is, asked for, in one statement with its history: what it takes from a source is judged then.
DROP TRIGGER guard_returnable ON "payout";
CREATE TRIGGER guard_returnable BEFORE INSERT ON "payout" FOR EACH ROW
  WHEN (NEW."state" IN ('draft', 'awaitingApproval') AND NEW."paymentSourceId" IS NOT NULL) EXECUTE FUNCTION guard_returnable();
