import { z } from 'zod';
import { idSchema, type StaffId } from '../../ids.ts';
import { pinSchema } from '../rest/stores.ts';

/** Someone with the right vouches with their PIN; the record names both. */
export const approvalSchema = z.strictObject({
  staffId: idSchema<'Staff'>() as z.ZodType<StaffId, StaffId>,
  pin: pinSchema,
});
export type Approval = z.infer<typeof approvalSchema>;
