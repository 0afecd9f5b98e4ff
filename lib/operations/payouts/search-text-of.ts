import { foldText } from "@/lib/base/text";

export type Searched = {
  readonly number: string;
  readonly reference: string;
  readonly receiverName: string;
  readonly orderId: string | null;
  readonly accountLastFour: string | null;
};

/** What the history's text filter compares: folded once, when written. */
export function searchTextOf({ number, reference, receiverName, orderId, accountLastFour }: Searched): string {
  return foldText([number, reference, receiverName, orderId ?? "", accountLastFour ?? ""].join(" "));
}
