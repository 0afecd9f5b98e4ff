"use client";

import { Button } from "@/components/ui/button";
import { ErrorFace } from "@/components/ui/error-face";

type Props = { error: Error & { digest?: string }; retry: () => void };

export default function ConsoleError({ error, retry }: Props) {
  return (
    <ErrorFace
      size="page"
      title="This page could not be shown"
      reference={error.digest}
      action={<Button onPress={retry}>Try again</Button>}
    >
      The fault is ours. Nothing that you did before was lost; if you were just about to send something, look it up in the history before
      you send it again.
    </ErrorFace>
  );
}
