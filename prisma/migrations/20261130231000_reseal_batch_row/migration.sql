-- A submitted row's content may be locked with another key: it opens to the same (see 20261130201000_reseal).
DROP TRIGGER keep_submitted ON "batch_row";
CREATE TRIGGER keep_submitted BEFORE UPDATE ON "batch_row" FOR EACH ROW
  WHEN (NOT is_reseal(to_jsonb(OLD), to_jsonb(NEW))) EXECUTE FUNCTION keep_submitted_row();
