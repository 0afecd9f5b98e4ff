import { Callout } from "./callout";

export type RefusalProps = {
  /** What is as it was: "The key was not revoked". Without one the sentence stands alone. */
  title?: string;
  /** Why, and what to change. Nothing is shown without one. */
  sentence?: string | null;
};

/** What was answered when a deed was not done, said at once by screen readers. */
export function Refusal({ title, sentence }: RefusalProps) {
  if (!sentence) return null;
  return (
    <Callout tone="danger" title={title ?? sentence} isLive>
      {title ? sentence : null}
    </Callout>
  );
}
