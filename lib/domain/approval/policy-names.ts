/** What ids in a policy are called, for whoever reads it. Who is not in here is gone. */
export type PolicyNames = {
  /** People and API keys. */
  readonly people: Readonly<Record<string, string>>;
  readonly roles: Readonly<Record<string, string>>;
  readonly providers: Readonly<Record<string, string>>;
};
