import { classNames } from "./class-names";

/** `primary` once per screen; `quiet` for the rest; `plain` inside bars and rows; `danger` where money or work is lost. */
export type ButtonTone = "primary" | "quiet" | "plain" | "danger";
/** `small` inside tables and bars, `large` where a thumb decides. Under a finger every size grows to 44 px. */
export type ButtonSize = "small" | "regular" | "large";

const TONES: Record<ButtonTone, string> = {
  primary: "border-transparent bg-accent-solid text-on-solid hover:bg-accent-deep active:bg-accent-deep",
  quiet: "border-grey-3 bg-raised text-ink hover:border-grey-4 hover:bg-grey-1 active:bg-grey-2",
  plain: "border-transparent bg-transparent text-ink hover:bg-grey-1 active:bg-grey-2",
  danger: "border-transparent bg-red-solid text-on-solid hover:bg-red-deep active:bg-red-deep",
};

const SIZES: Record<ButtonSize, string> = {
  small: "h-7 gap-1 px-2 text-small",
  regular: "h-8 gap-1.5 px-3 text-base",
  large: "h-10 gap-2 px-4 text-base",
};

const SQUARES: Record<ButtonSize, string> = {
  small: "size-7 pointer-coarse:w-11",
  regular: "size-8 pointer-coarse:w-11",
  large: "size-10 pointer-coarse:w-11",
};

const FRAME =
  "relative inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-ui border font-medium transition-colors pointer-coarse:h-11 [&_svg]:size-4 [&_svg]:shrink-0";
const UNAVAILABLE =
  "disabled:border-grey-2 disabled:bg-grey-1 disabled:text-grey-5 data-disabled:border-grey-2 data-disabled:bg-grey-1 data-disabled:text-grey-5";

export function buttonStyle({ tone = "quiet", size = "regular" }: { tone?: ButtonTone; size?: ButtonSize }): string {
  return classNames(FRAME, UNAVAILABLE, TONES[tone], SIZES[size]);
}

/** The same button around an icon alone. */
export function iconButtonStyle({ tone = "plain", size = "regular" }: { tone?: ButtonTone; size?: ButtonSize }): string {
  return classNames(FRAME, UNAVAILABLE, TONES[tone], SQUARES[size]);
}
