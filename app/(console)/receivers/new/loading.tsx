import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

export default function NewReceiverLoading() {
  return (
    <>
      <PageHeader title="New receiver" back={{ href: "/receivers", label: "Receivers" }} />
      <LoadingNote>Loading the form</LoadingNote>
      <div className="flex max-w-160 flex-col gap-5">
        {["Who", "Account"].map((part) => (
          <Card key={part} title={part}>
            <div className="flex flex-col gap-6 py-2">
              <Skeleton width="full" height="title" />
              <Skeleton width="full" height="title" />
            </div>
          </Card>
        ))}
      </div>
    </>
  );
}
