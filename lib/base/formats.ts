// The platform's formatters are dear to make, about as dear as a whole row of a table, and cheap to use: each is made once.

/** Zones and locales come out of addresses and settings: whoever asks for all there are does not fill the memory. */
const KEPT_AT_MOST = 300;

export const dateFormat = keeping((locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options));

export const numberFormat = keeping((locale: string, options: Intl.NumberFormatOptions = {}) => new Intl.NumberFormat(locale, options));

export const relativeFormat = keeping(
  (locale: string, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);

/** Remembers what was made of which words. */
function keeping<A extends readonly unknown[], T>(make: (...words: A) => T): (...words: A) => T {
  const kept = new Map<string, T>();
  return (...words) => {
    const key = JSON.stringify(words);
    const known = kept.get(key);
    if (known) return known;
    if (kept.size >= KEPT_AT_MOST) kept.clear();
    const made = make(...words);
    kept.set(key, made);
    return made;
  };
}
