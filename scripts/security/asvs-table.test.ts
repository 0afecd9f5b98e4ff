import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { readAsvs, writeAsvs } from "./asvs-table";

const ROOT = path.resolve(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const requirements = readAsvs(read("docs/security/asvs.json"));

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. */
const SECTIONS = {
  "1.1": 2,
  "1.2": 9,
  "1.3": 11,
  "1.4": 3,
  "1.5": 2,
  "2.1": 3,
  "2.2": 3,
  "2.3": 4,
  "2.4": 2,
  "3.2": 2,
  "3.3": 4,
  "3.4": 6,
  "3.5": 5,
  "3.7": 2,
  "4.1": 3,
  "4.2": 1,
  "4.3": 2,
  "4.4": 4,
  "5.1": 1,
  "5.2": 3,
  "5.3": 2,
  "5.4": 3,
  "6.1": 3,
  "6.2": 12,
  "6.3": 4,
  "6.4": 4,
  "6.5": 5,
  "6.6": 3,
  "6.8": 4,
  "7.1": 3,
  "7.2": 4,
  "7.3": 2,
  "7.4": 5,
  "7.5": 2,
  "7.6": 2,
  "8.1": 2,
  "8.2": 3,
  "8.3": 1,
  "8.4": 1,
  "9.1": 3,
  "9.2": 4,
  "10.1": 2,
  "10.2": 2,
  "10.3": 4,
  "10.4": 11,
  "10.5": 5,
  "10.6": 2,
  "10.7": 3,
  "11.1": 2,
  "11.2": 3,
  "11.3": 3,
  "11.4": 4,
  "11.5": 1,
  "11.6": 1,
  "12.1": 3,
  "12.2": 2,
  "12.3": 4,
  "13.1": 1,
  "13.2": 5,
  "13.3": 2,
  "13.4": 5,
  "14.1": 2,
  "14.2": 4,
  "14.3": 3,
  "15.1": 3,
  "15.2": 3,
  "15.3": 7,
  "16.1": 1,
  "16.2": 5,
  "16.3": 4,
  "16.4": 3,
  "16.5": 3,
  "17.1": 1,
  "17.2": 4,
  "17.3": 2,
};

describe("the list of requirements", () => {
  test("is whole, and names each once", () => {
    expect(new Set(requirements.map(({ id }) => id)).size).toBe(requirements.length);
    const sections: Record<string, number> = {};
    for (const { id } of requirements) {
      const section = id.split(".").slice(0, 2).join(".");
      sections[section] = (sections[section] ?? 0) + 1;
    }
    expect(sections).toEqual(SECTIONS);
  });

  test("names tests that are there", () => {
    const missing = requirements
      .flatMap(({ id, tests = [] }) => tests.map((named) => ({ id, named })))
      .filter(({ named }) => {
        const [file = "", title = ""] = named.split(/ > (.*)/s);
        return !existsSync(path.join(ROOT, file)) || ![`"${title}"`, `\`${title}\``].some((quoted) => read(file).includes(quoted));
      });
    expect(missing).toEqual([]);
  });

  test("is what the page says", () => expect(read("docs/security/asvs.md")).toBe(writeAsvs(requirements)));
});
