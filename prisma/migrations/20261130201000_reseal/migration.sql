-- A key that encrypts can be replaced: what was locked with it is locked anew, and nothing else of the row is touched. Rows that are
-- written once let exactly this through, and only in a transaction that says it does it.
CREATE FUNCTION is_reseal(was jsonb, becomes jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT current_setting('counterfoil.resealing', true) = 'on' AND NOT EXISTS (
    SELECT FROM jsonb_each(becomes) AS b JOIN jsonb_each(was) AS w USING ("key")
    WHERE b."value" IS DISTINCT FROM w."value" AND (
      "key" !~ '(Sealed|KeyId)$'
      -- A secret is locked anew, not taken away or made: and always with another key.
      OR b."value" = 'null'::jsonb OR w."value" = 'null'::jsonb
      OR becomes -> regexp_replace("key", '(Sealed|KeyId)$', 'KeyId') = was -> regexp_replace("key", '(Sealed|KeyId)$', 'KeyId')))
$$;

DROP TRIGGER append_only ON "receiver_account_version";
CREATE TRIGGER append_only BEFORE DELETE ON "receiver_account_version" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE ON "receiver_account_version" FOR EACH ROW
  WHEN (NOT is_reseal(to_jsonb(OLD), to_jsonb(NEW))) EXECUTE FUNCTION refuse_change();

DROP TRIGGER append_only ON "account_decision";
CREATE TRIGGER append_only BEFORE DELETE ON "account_decision" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER written_once BEFORE UPDATE ON "account_decision" FOR EACH ROW
  WHEN (NOT is_reseal(to_jsonb(OLD), to_jsonb(NEW))) EXECUTE FUNCTION refuse_change();

DROP TRIGGER guard_connection_change ON "connection_change";
CREATE TRIGGER guard_connection_change BEFORE UPDATE ON "connection_change" FOR EACH ROW
  WHEN (NOT is_reseal(to_jsonb(OLD), to_jsonb(NEW))) EXECUTE FUNCTION guard_connection_change();

-- Attempts and preflights keep which settings they were about. The same settings locked anew are the same settings.
ALTER TABLE "connection" ADD COLUMN "settingsMark" TEXT NOT NULL DEFAULT '';
UPDATE "connection" SET "settingsMark" = encode(sha256("settingsSealed"), 'hex');
CREATE FUNCTION mark_settings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND is_reseal(to_jsonb(OLD), to_jsonb(NEW)) THEN
    NEW."settingsMark" = OLD."settingsMark";
  ELSE
    NEW."settingsMark" = encode(sha256(NEW."settingsSealed"), 'hex');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER mark_settings BEFORE INSERT OR UPDATE OF "settingsSealed", "settingsMark" ON "connection"
  FOR EACH ROW EXECUTE FUNCTION mark_settings();
