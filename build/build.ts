/** `npm run build`: what an installation needs before its till can be started: the built screens. */
import { buildRenderer } from './lib/renderer.ts';
import { progress } from './lib/terminal.ts';

buildRenderer(progress);
progress('Everything is built.');
