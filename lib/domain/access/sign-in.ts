import { z } from "zod";

/** What a person types to sign in. The length bounds keep a stranger from making the hash work on megabytes. */
export const SignIn = z.object({
  email: z.string("Give your e-mail address.").trim().toLowerCase().min(1, "Give your e-mail address.").max(320, "That is too long."),
  password: z.string("Give your password.").min(1, "Give your password.").max(1000, "That is too long."),
});
export type SignIn = z.infer<typeof SignIn>;

/** A sign-in holds for a working day; then the password is asked for again. */
export const SESSION_HOURS = 12;
