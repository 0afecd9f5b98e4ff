import type { Provider } from "@/lib/providers/contract/define-provider";
import type { Fault } from "@/lib/providers/contract/fault";

export type Remedy = { readonly sentence: string; readonly field: string | null; readonly remedy: string };

/** What a fault on the way most likely means for the settings: which field to look at, what to change, and where the right value is. */
export function remedyFor(provider: Provider, { kind, retryAfterSeconds }: Pick<Fault, "kind" | "retryAfterSeconds">): Remedy {
  const { label } = provider.manifest;
  const secrets = provider.settingsFields.filter(({ secret }) => secret);
  const named = secrets.map((field) => field.label).join(" or ");
  switch (kind) {
    case "unauthorised":
      return {
        sentence: `${label} did not accept the credentials.`,
        field: secrets[0]?.name ?? null,
        remedy: `Check ${named}: copy it again from ${label}'s dashboard, for the same mode (sandbox or live) as this connection.`,
      };
    case "unreachable":
    case "connectionLost":
    case "timeout":
      return {
        sentence: `${label} could not be reached from this machine.`,
        field: provider.settingsFields.find(({ name }) => /address|url/i.test(name))?.name ?? null,
        remedy: "Check that this machine may open connections to the provider, and any address among the settings.",
      };
    case "rateLimited":
      return {
        sentence: `${label} asks us to slow down.`,
        field: null,
        remedy: `Try again in ${retryAfterSeconds ?? 60} seconds.`,
      };
    case "unavailable":
      return {
        sentence: `${label} is not available at the moment.`,
        field: null,
        remedy: "Look at the provider's status page, and try again.",
      };
    default:
      return {
        sentence: `${label} answered with something that we cannot read.`,
        field: null,
        remedy: "Read the evidence: the settings may name another kind of account, or the provider has changed its answers.",
      };
  }
}
