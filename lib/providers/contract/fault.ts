/** Trouble on the way, in our words. `retryAfterSeconds` is the provider's own wish. */
export type Fault = {
  readonly kind:
    | "unreachable"
    | "timeout"
    | "connectionLost"
    | "rateLimited"
    | "unavailable"
    | "unreadable"
    | "unauthorised"
    | "unexpected";
  readonly message: string;
  readonly retryAfterSeconds: number | null;
  readonly evidenceId: string | null;
};
