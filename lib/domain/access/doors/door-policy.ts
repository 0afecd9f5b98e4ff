import type { Permission } from "../permissions";

/**
 * What a way in asks for: a permission, or an open door with its reason. Every way in is in one of the tables beside this file;
 * `doors.test.ts` walks the checkout and fails on a door that is not, and on one whose code asks for something else.
 */
export type DoorPolicy = Permission | { readonly open: string };
