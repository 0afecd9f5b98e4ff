import { Badge } from "@/components/ui/badge";

export function MethodPath({ method, path }: { method: string; path: string }) {
  return (
    <p className="wrap-anywhere flex flex-wrap items-center gap-2 font-mono text-base">
      <Badge tone={method === "GET" ? "slate" : "neutral"}>{method}</Badge>
      {path}
    </p>
  );
}
