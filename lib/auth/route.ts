import type { Route } from "next";

/** A checked path of our own as the type that Next's redirect wants; a path that no page answers ends in "not found". */
export function isRoute(path: string): path is Route {
  return path.startsWith("/");
}
