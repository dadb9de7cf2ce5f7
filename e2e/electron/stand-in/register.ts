/**
 * Loaded before a program that wants Electron (`node --import`): its `electron` becomes the
 * stand-in of the kind of process that this is.
 */
import { registerHooks } from 'node:module';

const file = process.env.STAND_IN_PROCESS === 'utility' ? 'utility-module.ts' : 'main-module.ts';
const standIn = new URL(file, import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: standIn, shortCircuit: true } : next(specifier, context),
});

if (process.env.STAND_IN_PROCESS === 'utility') await import('./utility-module.ts');
