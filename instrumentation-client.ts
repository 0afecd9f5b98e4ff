import { config } from "zod/v4/core";

// Runs before anything of ours in the browser. zod would try to build functions from text, which no page of ours may do, and which the
// browser would report each time.
config({ jitless: true });
