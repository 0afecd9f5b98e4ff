import { getCountrySpecifications } from "ibantools";

/** ISO 3166's two letters for every country, and Kosovo's, as banks use them. */
const COUNTRY_CODES: readonly string[] = Object.keys(getCountrySpecifications());

/** By name, in the language of the desk, as a list to choose from. */
export function countriesIn(locale: string): readonly { readonly code: string; readonly name: string }[] {
  const names = new Intl.DisplayNames(locale, { type: "region" });
  return COUNTRY_CODES.map((code) => ({ code, name: names.of(code) ?? code })).sort((a, b) => a.name.localeCompare(b.name, locale));
}
