import * as z from "zod";

export const EnrolmentRef = z.object({ enrolmentId: z.string().min(1) });
