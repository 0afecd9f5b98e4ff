-- Whoever has a page open is told that something has moved, by the transaction that moved it: what is rolled back was never told, and
-- no writer can forget it. A notice names what to read again and nothing more; reading asks for permission as ever. PostgreSQL drops a
-- notice that the same transaction has given already, and keeps none for whoever was not listening (docs/adr/0027).
CREATE FUNCTION tell_live(merchant text, payouts text[], batches text[], approvals boolean) RETURNS void LANGUAGE sql AS $$
  SELECT pg_notify('counterfoil_live', json_strip_nulls(json_build_object(
    'merchant', merchant,
    -- A notice holds less than 8,000 bytes: where there are many, all are meant.
    'payouts', CASE WHEN cardinality(payouts) > 50 THEN '"many"'::json ELSE to_json(nullif(payouts, '{}')) END,
    'batches', to_json(nullif(batches, '{}')),
    'approvals', nullif(approvals, false)
  ))::text)
$$;

CREATE FUNCTION tell_payouts_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_live("merchantId", array_agg("id"), array_remove(array_agg(DISTINCT "batchId"), NULL), bool_or("state" = 'awaitingApproval'))
    FROM made GROUP BY "merchantId";
  RETURN NULL;
END $$;
CREATE TRIGGER tell_payouts_made AFTER INSERT ON "payout" REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION tell_payouts_made();

-- Whatever is written into a payout is told, columns to come included; but for the desk's own notes on when to look at it again.
CREATE FUNCTION tell_payout_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waited boolean := OLD."state" = 'awaitingApproval' OR NEW."state" = 'awaitingApproval';
BEGIN
  OLD."nextCheckAt" := NEW."nextCheckAt";
  OLD."checks" := NEW."checks";
  OLD."absentTimes" := NEW."absentTimes";
  OLD."lastAbsentAt" := NEW."lastAbsentAt";
  OLD."expiryWarnedAt" := NEW."expiryWarnedAt";
  IF OLD IS DISTINCT FROM NEW THEN
    PERFORM tell_live(NEW."merchantId", ARRAY[NEW."id"], array_remove(ARRAY[NEW."batchId"], NULL), waited);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER tell_payout_changed AFTER UPDATE ON "payout" FOR EACH ROW EXECUTE FUNCTION tell_payout_changed();

-- What stands on a payout's page beside its own row.
CREATE FUNCTION tell_payout_part() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_live(NEW."merchantId", ARRAY[NEW."payoutId"], NULL, TG_ARGV[0]::boolean);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_payout_part AFTER INSERT ON "approval_decision" FOR EACH ROW EXECUTE FUNCTION tell_payout_part('true');
CREATE TRIGGER tell_payout_part AFTER INSERT ON "payout_note" FOR EACH ROW EXECUTE FUNCTION tell_payout_part('true');
CREATE TRIGGER tell_payout_part AFTER INSERT ON "attachment" FOR EACH ROW EXECUTE FUNCTION tell_payout_part('false');
CREATE TRIGGER tell_payout_part AFTER INSERT OR UPDATE ON "attempt" FOR EACH ROW EXECUTE FUNCTION tell_payout_part('false');
CREATE TRIGGER tell_payout_part AFTER INSERT OR UPDATE ON "payout_resend" FOR EACH ROW EXECUTE FUNCTION tell_payout_part('false');

CREATE FUNCTION tell_batch_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_live(NEW."merchantId", NULL, ARRAY[NEW."id"], false);
  RETURN NULL;
END $$;
CREATE TRIGGER tell_batch_changed AFTER UPDATE ON "batch" FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION tell_batch_changed();

CREATE FUNCTION tell_batch_rows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_live("merchantId", NULL, ARRAY["batchId"], false) FROM (SELECT DISTINCT "merchantId", "batchId" FROM fresh) batches;
  RETURN NULL;
END $$;
CREATE TRIGGER tell_batch_rows_read AFTER INSERT ON "batch_row" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION tell_batch_rows();
CREATE TRIGGER tell_batch_rows_changed AFTER UPDATE ON "batch_row" REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION tell_batch_rows();

-- Somebody may see less than a moment ago: every stream that is open looks at once whether it may go on.
CREATE FUNCTION tell_access_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('counterfoil_live', '{"access":true}');
  RETURN NULL;
END $$;
CREATE TRIGGER tell_access_changed AFTER UPDATE OF "endedAt", "merchantId" ON "session" FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OR DELETE ON "membership" FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OF "disabledAt" ON "person" FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changed();
CREATE TRIGGER tell_access_changed AFTER UPDATE OF "permissions" ON "role" FOR EACH STATEMENT EXECUTE FUNCTION tell_access_changed();
