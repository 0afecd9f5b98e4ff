import { Card } from "@/components/ui/card";
import { ACCOUNT_COLUMNS, RECEIVER_COLUMNS } from "@/lib/domain/receiver/csv-columns";

/** Which columns a file may have. */
export function ImportHelp() {
  return (
    <Card title="The file">
      <div className="flex flex-col gap-3 text-small">
        <p>
          CSV in UTF-8, with commas or semicolons. The first line names the columns; <Names names={["reference", "name"]} /> are needed, the
          others where you know them.
        </p>
        <p>
          Of the receiver: <Names names={RECEIVER_COLUMNS} />. Tags are separated by semicolons.
        </p>
        <p>
          Of their account: <Names names={ACCOUNT_COLUMNS} />. Only those that its kind has; the kind itself is told by them where it can
          be.
        </p>
        <p className="text-grey-5">A reference that is on file is left alone, so the same file can be imported again after a break.</p>
      </div>
    </Card>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return names.map((name, at) => (
    <span key={name}>
      {at > 0 ? ", " : ""}
      <code className="font-mono">{name}</code>
    </span>
  ));
}
