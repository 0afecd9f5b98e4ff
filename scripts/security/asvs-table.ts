import * as z from "zod";

/** Where the product stands with each requirement: shown by tests, or why not. */
const Requirement = z
  .strictObject({
    id: z.string().regex(/^\d+\.\d+\.\d+$/),
    level: z.union([z.literal(1), z.literal(2)]),
    standing: z.enum(["met", "built", "partly", "not", "none", "operator"]),
    says: z.string(),
    /** `file > title` */
    tests: z.array(z.string().includes(" > ")).min(1).optional(),
    because: z.string().min(1).optional(),
  })
  .refine(({ standing, tests, because }) => (standing === "met" ? tests !== undefined : because !== undefined), {
    error: "What is met is shown by a test; anything else says why.",
  });
type Requirement = z.infer<typeof Requirement>;

const STANDINGS: Readonly<Record<Requirement["standing"], string>> = {
  met: "met",
  built: "met by how it is built",
  partly: "partly met",
  not: "**not met**",
  none: "does not apply",
  operator: "the operator's",
};

const CHAPTERS: Readonly<Record<string, string>> = {
  1: "Encoding and sanitization",
  2: "Validation and business logic",
  3: "Web frontend",
  4: "API and web service",
  5: "Files",
  6: "Authentication",
  7: "Sessions",
  8: "Authorization",
  9: "Self-contained tokens",
  10: "OAuth and OIDC",
  11: "Cryptography",
  12: "Secure communication",
  13: "Configuration",
  14: "Data protection",
  15: "Secure coding and architecture",
  16: "Logging and error handling",
  17: "WebRTC",
};

export function readAsvs(text: string): readonly Requirement[] {
  return z.array(Requirement).parse(JSON.parse(text));
}

/** The list as people read it. */
export function writeAsvs(requirements: readonly Requirement[]): string {
  const count = (standing: Requirement["standing"]) => requirements.filter((one) => one.standing === standing).length;
  const sums = Object.entries(STANDINGS).map(
    ([standing, words]) => `| ${words} | ${requirements.filter((one) => one.standing === standing).length} |`,
  );
  const chapters = Object.entries(CHAPTERS).map(([number, title]) => {
    const rows = requirements.filter(({ id }) => id.split(".")[0] === number).map(rowOf);
    return `## V${number} ${title}\n\n| requirement | level | what it asks, in our words | standing | shown by, or why not |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  return `# OWASP ASVS 5.0, levels 1 and 2

Every requirement of both levels, in our own words, with the tests that show it or the reason why none does. The list is \`asvs.json\`; this page is written
from it by \`npx tsx scripts/asvs.ts\`, and a test fails when the two differ or when a test that is named here is gone. A test that is named shows the heart of the
requirement, not every corner of it. ${count("not")} are not met, and said to be.

| standing | requirements |
|---|---|
${sums.join("\n")}
| **all** | ${requirements.length} |

${chapters.join("\n")}`;
}

function rowOf({ id, level, says, standing, tests = [], because = "" }: Requirement): string {
  const shown = tests.map((test) => test.replace(/^(\S+) > (.*)$/, (_, file: string, title: string) => `\`${file}\`: ${title}`));
  return `| ${id} | ${level} | ${says} | ${STANDINGS[standing]} | ${[...shown, because].filter(Boolean).join("<br>").replaceAll("|", "\\|")} |`;
}
