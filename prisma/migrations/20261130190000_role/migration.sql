-- What a merchant's people may do. The four roles that the program brings hold what the program says
-- (lib/domain/access/permissions.ts), so that an update that brings a deed also brings who may do it; their rows give them a name
-- here. A merchant's own roles hold exactly what their row says.
CREATE TABLE "role" (
    "merchantId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "isBuiltIn" BOOLEAN NOT NULL DEFAULT false,
    "permissions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "role_pkey" PRIMARY KEY ("merchantId", "key")
);
ALTER TABLE "role" ADD CONSTRAINT "role_merchantId_fkey" FOREIGN KEY ("merchantId") REFERENCES "merchant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "role"
  ADD CONSTRAINT "role_key_form" CHECK ("key" ~ '^[a-z][a-zA-Z0-9-]{0,39}$'),
  ADD CONSTRAINT "role_name_said" CHECK (btrim("name") <> '' AND length("name") <= 60),
  ADD CONSTRAINT "role_built_in_known" CHECK ("isBuiltIn" = ("key" IN ('maker', 'checker', 'support', 'admin'))),
  ADD CONSTRAINT "role_permissions_said" CHECK ("permissions" IS NOT NULL AND array_position("permissions", NULL) IS NULL),
  ADD CONSTRAINT "role_built_in_by_program" CHECK (NOT "isBuiltIn" OR "permissions" = '{}'),
  -- What only a merchant's own system tells is nobody's to type in.
  ADD CONSTRAINT "role_for_people" CHECK (NOT "permissions" && ARRAY['paymentSource.write']);
-- Two roles of one name could not be told apart where one of them is given to somebody.
CREATE UNIQUE INDEX "role_name_one" ON "role" ("merchantId", lower("name"));

CREATE FUNCTION bring_roles() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "role" ("merchantId", "key", "name", "description", "isBuiltIn") VALUES
    (NEW."id", 'maker', 'Maker', 'Enters receivers and payouts; decides on none.', true),
    (NEW."id", 'checker', 'Checker', 'Decides on payouts and confirms accounts; makes none.', true),
    (NEW."id", 'support', 'Support', 'Looks up and answers callers; moves no money.', true),
    (NEW."id", 'admin', 'Admin', 'Runs the team, connections and keys; neither makes nor approves.', true);
  RETURN NEW;
END $$;
CREATE TRIGGER bring_roles AFTER INSERT ON "merchant" FOR EACH ROW EXECUTE FUNCTION bring_roles();
INSERT INTO "role" ("merchantId", "key", "name", "description", "isBuiltIn")
SELECT m."id", r."key", r."name", r."description", true FROM "merchant" m, (VALUES
  ('maker', 'Maker', 'Enters receivers and payouts; decides on none.'),
  ('checker', 'Checker', 'Decides on payouts and confirms accounts; makes none.'),
  ('support', 'Support', 'Looks up and answers callers; moves no money.'),
  ('admin', 'Admin', 'Runs the team, connections and keys; neither makes nor approves.')
) AS r("key", "name", "description");

CREATE FUNCTION guard_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."isBuiltIn" OR ROW(NEW."merchantId", NEW."key", NEW."isBuiltIn") IS DISTINCT FROM ROW(OLD."merchantId", OLD."key", OLD."isBuiltIn")
  THEN RAISE EXCEPTION 'what the program brings is not changed here, and a role stays the one it is';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER guard_role BEFORE UPDATE ON "role" FOR EACH ROW EXECUTE FUNCTION guard_role();
CREATE FUNCTION keep_built_in_role() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."isBuiltIn" THEN RAISE EXCEPTION 'a role that the program brings stays'; END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER keep_built_in_role BEFORE DELETE ON "role" FOR EACH ROW EXECUTE FUNCTION keep_built_in_role();

-- One merchant shuts a person out of itself; person."disabledAt" shuts them out everywhere.
ALTER TABLE "membership" ADD COLUMN "disabledAt" TIMESTAMPTZ(3);
ALTER TABLE "membership" DROP CONSTRAINT "membership_role_known";
CREATE INDEX "membership_merchantId_role_idx" ON "membership"("merchantId", "role");
ALTER TABLE "membership" ADD CONSTRAINT "membership_merchantId_role_fkey" FOREIGN KEY ("merchantId", "role") REFERENCES "role"("merchantId", "key") ON DELETE RESTRICT ON UPDATE CASCADE;
