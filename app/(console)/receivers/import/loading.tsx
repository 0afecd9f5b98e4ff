import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

export default function ImportLoading() {
  return (
    <>
      <PageHeader title="Import receivers" />
      <LoadingNote>Loading the import</LoadingNote>
      <Card>
        <Skeleton width="long" height="figure" />
      </Card>
    </>
  );
}
