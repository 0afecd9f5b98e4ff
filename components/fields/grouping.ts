/** How a number is typed: what is kept of the typing, and how the kept characters stand in groups on screen. */
export type Grouping = { clean: (typed: string) => string; group: (bare: string) => string };

export const IBAN_GROUPING: Grouping = {
  clean: (typed) =>
    typed
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, "")
      .slice(0, 34),
  group: (bare) => bare.replace(/(.{4})(?=.)/g, "$1 "),
};

export const SORT_CODE_GROUPING: Grouping = {
  clean: (typed) => typed.replace(/\D/g, "").slice(0, 6),
  group: (bare) => bare.replace(/(\d{2})(?=\d)/g, "$1-"),
};

export const ACCOUNT_NUMBER_GROUPING: Grouping = {
  clean: (typed) => typed.replace(/\D/g, "").slice(0, 8),
  group: (bare) => bare.replace(/(\d{4})(?=\d)/g, "$1 "),
};

/** Digits in groups of these lengths, with a hyphen between as most banks outside Europe print them; no more than they hold together. */
export function digitsGrouping(lengths: readonly number[]): Grouping {
  const most = lengths.reduce((sum, length) => sum + length, 0);
  return {
    clean: (typed) => typed.replace(/\D/g, "").slice(0, most),
    group(bare) {
      const groups: string[] = [];
      let rest = bare;
      for (const length of lengths) {
        if (rest === "") break;
        groups.push(rest.slice(0, length));
        rest = rest.slice(length);
      }
      return groups.join("-");
    },
  };
}

/** Where the caret belongs on screen, when so many kept characters stand before it. */
export function placeAfter(shown: string, kept: number, grouping: Grouping): number {
  for (let place = 0; place <= shown.length; place += 1) {
    if (grouping.clean(shown.slice(0, place)).length >= kept) return place;
  }
  return shown.length;
}
