"use client";

import { type Ref, type RefCallback, type RefObject, useCallback, useRef } from "react";

/** One element, two holders: the component that places the caret, and the form that focuses the first field with an error. */
export function useSharedRef<T>(outer: Ref<T> | undefined): [RefObject<T | null>, RefCallback<T>] {
  const inner = useRef<T>(null);
  const attach = useCallback(
    (node: T | null) => {
      inner.current = node;
      if (typeof outer === "function") outer(node);
      else if (outer) outer.current = node;
    },
    [outer],
  );
  return [inner, attach];
}
