-- Whom a provider of single sign-on means by a subject. Made once, by a verified address; from then on the subject counts and no
-- address does, so that whoever is given somebody's old address there is not let in here as them.
CREATE TABLE "sso_link" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sso_link_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "sso_link_issuer_subject_key" ON "sso_link"("issuer", "subject");
CREATE UNIQUE INDEX "sso_link_personId_issuer_key" ON "sso_link"("personId", "issuer");
ALTER TABLE "sso_link" ADD CONSTRAINT "sso_link_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER append_only BEFORE UPDATE ON "sso_link" FOR EACH ROW EXECUTE FUNCTION refuse_change();
