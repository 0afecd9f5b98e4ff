import { getCountrySpecifications } from "ibantools";

/** ISO 3166's two letters for every country, and Kosovo's, as banks use them. */
export const COUNTRY_CODES: readonly string[] = Object.keys(getCountrySpecifications());
