import * as z from "zod";

export const SHORTEST_PASSWORD = 12;

/** The length bound keeps a stranger from making the hash work on megabytes. */
const Typed = z.string("Give a password.").min(1, "Give a password.").max(1000, "That is too long.");

export const ChangePassword = z.object({ password: Typed, next: Typed });
export type ChangePassword = z.infer<typeof ChangePassword>;
