/** Under which name the history keeps, in this tab, how it was left. */
export const HISTORY_PLACE = "counterfoil.history";
