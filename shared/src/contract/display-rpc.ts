/**
 * The one call of a customer display. It has a contract of its own, so that a screen which customers
 * can touch cannot ask core for anything else.
 */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { displayViewSchema } from './till/display-view.ts';

export const displayContract = {
  /** Yields the view at once and after every change. */
  watch: oc.input(z.strictObject({})).output(eventIterator(displayViewSchema)),
};
