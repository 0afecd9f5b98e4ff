import * as z from "zod";

export const CONNECTION_MODES = ["simulator", "sandbox", "live"] as const;

export const ConnectionName = z
  .string("Give the connection a name.")
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, "A name has lower-case letters, digits and dashes, such as truelayer-gbp.");

const Typed = z.record(z.string().max(60), z.string().max(20_000));

export const NewConnection = z.object({
  provider: z.string("Choose the provider.").min(1, "Choose the provider.").max(40),
  name: ConnectionName,
  mode: z.enum(CONNECTION_MODES, "Choose sandbox or live."),
  settings: Typed,
});

export const TryConnection = NewConnection.omit({ name: true });
export const BeginPairing = NewConnection.omit({ settings: true });
export const ConnectionRef = z.object({ connectionId: z.string().min(1).max(60) });
export const ChangeRef = z.object({ changeId: z.string().min(1).max(60), verdict: z.enum(["confirmed", "declined"]) });
/** Settings that are left empty keep what they are: a secret is never shown, so it cannot be typed again unchanged. */
export const ChangeCredentials = ConnectionRef.extend({ settings: Typed });
export const SwitchConnection = ConnectionRef.extend({ to: z.enum(["active", "disabled"]) });
