/** For so many days the door's log is kept; what only read something, and could, for fewer: it is most of it. */
export const REQUESTS_KEPT_DAYS = 30;
export const READS_KEPT_DAYS = 7;

/** Which part of the log is looked at. */
export const REQUEST_SHOWS = ["all", "changes", "refused", "failed"] as const;
export type RequestShow = (typeof REQUEST_SHOWS)[number];

export function readRequestShow(text: string): RequestShow {
  return REQUEST_SHOWS.find((show) => show === text) ?? "all";
}
