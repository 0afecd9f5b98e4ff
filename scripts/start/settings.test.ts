import { describe, expect, test } from "vitest";
import { readSettings } from "./settings";

const read = (variables: Record<string, string>) => readSettings({ NODE_ENV: "test", ...variables }, "/desk");

describe("the settings of npm start", () => {
  test("are a demo on an embedded database when nothing is said", () => {
    expect(read({})).toEqual({ port: 3000, simulatorPort: 4010, databaseUrl: undefined, dataDir: "/desk/.data", demo: true, role: "all" });
  });

  test("are no demo on a database of one's own, unless asked for", () => {
    const own = { DATABASE_URL: "postgresql://app@db.internal/app" };
    expect(read(own).demo).toBe(false);
    expect(read({ ...own, DEMO: "1" }).demo).toBe(true);
    expect(read({ DEMO: "0" }).demo).toBe(false);
  });

  test("name what cannot be understood, and keep quiet about its value", () => {
    expect(() => read({ PORT: "http", DATABASE_URL: "mysql://app:hush@db/app", ROLE: "boss" })).toThrow(
      "PORT, DATABASE_URL, ROLE cannot be understood",
    );
    expect(() => read({ DATABASE_URL: "mysql://app:hush@db/app" })).not.toThrow("hush");
  });
});
