import { InboxSkeleton } from "@/components/approvals/inbox-skeleton";
import { PageHeader } from "@/components/shell/page-header";

export default function ApprovalsLoading() {
  return (
    <>
      <PageHeader title="Approvals">Nothing leaves before someone other than its maker has looked at it.</PageHeader>
      <InboxSkeleton />
    </>
  );
}
