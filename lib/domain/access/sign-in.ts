import * as z from "zod";

/** What a person types to sign in. The length bounds keep a stranger from making the hash work on megabytes. */
export const SignIn = z.object({
  email: z.string("Give your e-mail address.").trim().toLowerCase().min(1, "Give your e-mail address.").max(320, "That is too long."),
  password: z.string("Give your password.").min(1, "Give your password.").max(1000, "That is too long."),
});
export type SignIn = z.infer<typeof SignIn>;

/** A sign-in holds for a working day; then the password is asked for again. */
export const SESSION_HOURS = 12;

/** Left alone for so long it ends before that. */
export const SESSION_IDLE_HOURS = 2;

/** By what a session was opened, as its owner reads it. `sso`: somebody else's word, over OpenID Connect. */
export const SIGN_IN_METHODS = {
  password: "Signed in with the password",
  totp: "Signed in with password and code",
  recoveryCode: "Signed in with password and recovery code",
  passkey: "Signed in with a passkey",
  sso: "Signed in by single sign-on",
} as const;
export type SignInMethod = keyof typeof SIGN_IN_METHODS;

export function isSignInMethod(text: string): text is SignInMethod {
  return Object.hasOwn(SIGN_IN_METHODS, text);
}
