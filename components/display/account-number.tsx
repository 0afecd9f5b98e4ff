import { type AccountNumberKind, groupAccountNumber, sayAccountNumber, shortenMiddle } from "./account-text";

export type AccountNumberProps = {
  /** Bare, or already masked by the server: what a role may not see never reaches the page. */
  number: string;
  /** Leave out where only the mask is known: a mask is grouped already. */
  kind?: AccountNumberKind;
};

export function AccountNumber({ number, kind }: AccountNumberProps) {
  const shown = kind === "wallet" ? shortenMiddle(number) : groupAccountNumber(number, kind);
  const look = "whitespace-nowrap font-mono text-small";
  if (!number.includes("•")) {
    return (
      <span className={look} title={kind === "wallet" ? number : undefined}>
        {shown}
      </span>
    );
  }
  return (
    <span className={look}>
      <span aria-hidden>{shown}</span>
      <span className="sr-only">{sayAccountNumber(number)}</span>
    </span>
  );
}
