import { z } from 'zod';

/** The roles of people: who may do what is decided by `rights.ts` alone. */
export const ROLES = ['store_employee', 'store_admin', 'platform_admin', 'customer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** The roles that a person at a till can have. */
export const STAFF_ROLES = ['store_employee', 'store_admin'] as const;
export const staffRoleSchema = z.enum(STAFF_ROLES);
export type StaffRole = z.infer<typeof staffRoleSchema>;
