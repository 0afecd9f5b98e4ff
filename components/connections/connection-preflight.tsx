"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, CircleSlash, CircleX, LoaderCircle } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { readLive } from "@/components/ui/read-live";
import { startPreflightAction } from "@/lib/actions/connections";
import { PreflightView } from "@/lib/domain/connection/connection-view";
import { PREFLIGHT_CHECKS, type PreflightState } from "@/lib/domain/connection/preflight";
import { useConnectionDeed } from "./use-connection-deed";

type Props = { connectionId: string; mode: string; first: PreflightView | null };

const LOOKS = {
  waiting: { word: "Waits", Icon: CircleDashed, tone: "text-grey-4" },
  running: { word: "Is being tried", Icon: LoaderCircle, tone: "text-slate motion-safe:animate-spin" },
  passed: { word: "Passed", Icon: CircleCheck, tone: "text-accent" },
  failed: { word: "Failed", Icon: CircleX, tone: "text-red" },
  skipped: { word: "Skipped", Icon: CircleSlash, tone: "text-grey-5" },
} as const satisfies Record<PreflightState, { word: string; Icon: typeof CircleX; tone: string }>;

/** The trial of a connection, check by check as it goes on; a failure says which setting, what to change, and where. */
export function ConnectionPreflight({ connectionId, mode, first }: Props) {
  const client = useQueryClient();
  const queryKey = ["connection", connectionId, "preflight"];
  const { data: run } = useQuery({
    queryKey,
    queryFn: ({ signal }) => readLive(`/api/live/connections/${connectionId}`, PreflightView.nullable(), signal),
    initialData: first,
    refetchInterval: ({ state }) => (state.data && state.data.outcome === null ? 700 : false),
  });
  const { run: begin, isPending, refusal } = useConnectionDeed();
  const start = () =>
    begin(
      () => startPreflightAction({ connectionId }),
      () => {
        void client.invalidateQueries({ queryKey });
        return "The checks have begun.";
      },
    );
  const isRunning = run !== null && run.outcome === null;

  return (
    <Card title="Checks before money goes through">
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-grey-5">
            {run ? (
              <>
                Tried by {run.startedByName} on <Timestamp at={run.startedAt} />.{" "}
                {run.isOutdated ? "The credentials have changed since: run them again." : ""}
              </>
            ) : mode === "live" ? (
              "Reads only: a trial never sends real money."
            ) : (
              "They send the smallest payment there is to a test account, all the way to its end."
            )}
          </p>
          <span className="flex items-center gap-2">
            {run?.outcome === "green" && !run.isOutdated ? <Badge tone="good">All is well</Badge> : null}
            {run?.outcome === "red" ? <Badge tone="red">Something is wrong</Badge> : null}
            <Button onPress={start} isPending={isPending || isRunning} pendingLabel="The checks are running">
              {run ? "Run again" : "Run the checks"}
            </Button>
          </span>
        </div>
        {refusal ? (
          <p role="alert" className="text-red">
            {refusal}
          </p>
        ) : null}
        <ol aria-live="polite" className="divide-y divide-grey-2">
          {run
            ? run.checks.map((check) => <Check key={check.name} {...check} />)
            : Object.entries(PREFLIGHT_CHECKS).map(([name, title]) => (
                <Check key={name} title={title} state="waiting" sentence={null} field={null} remedy={null} />
              ))}
        </ol>
      </div>
    </Card>
  );
}

type CheckProps = Omit<PreflightView["checks"][number], "name">;

function Check({ title, state, sentence, field, remedy }: CheckProps) {
  const { word, Icon, tone } = LOOKS[state];
  return (
    <li className="flex gap-3 py-2.5">
      <Icon className={classNames("mt-0.5 size-4 shrink-0", tone)} role="img" aria-label={word} />
      <div className="flex min-w-0 flex-col gap-0.5">
        <span className={state === "waiting" || state === "skipped" ? "text-grey-5" : undefined}>{title}</span>
        {sentence ? (
          <span className={classNames("wrap-anywhere text-small", state === "failed" ? "text-red" : "text-grey-5")}>{sentence}</span>
        ) : null}
        {remedy ? (
          <span className="wrap-anywhere text-small">
            {field ? <strong className="font-medium">{field}: </strong> : null}
            {remedy}
          </span>
        ) : null}
      </div>
    </li>
  );
}
