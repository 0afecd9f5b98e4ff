import { test } from "vitest";
import { expectPaidOnce, RUNS_OF_ONE_FILE } from "./expect-paid-once";

test(`${RUNS_OF_ONE_FILE} lives: nothing is paid twice, lost, called wrongly or left without an owner`, () => expectPaidOnce(1), 1_200_000);
