import { expect, test } from "vitest";
import { sessionCookie } from "./token";

test("over https the session's cookie stays with this host and path, off the open wire, from scripts, and out of other sites' posts", () => {
  expect(sessionCookie(true)).toEqual({
    name: "__Host-counterfoil",
    options: { httpOnly: true, sameSite: "lax", path: "/", secure: true },
  });
});

test("without https, as on one's own machine, it is the same but for what needs https", () => {
  expect(sessionCookie(false)).toMatchObject({ name: "counterfoil", options: { httpOnly: true, sameSite: "lax" } });
});
