export const SCHEDULE_STATES = ["active", "paused", "ended"] as const;
export type ScheduleState = (typeof SCHEDULE_STATES)[number];

export function scheduleStateOf(text: string): ScheduleState {
  const state = SCHEDULE_STATES.find((one) => one === text);
  if (!state) throw new Error(`There is no schedule that is "${text}".`);
  return state;
}
