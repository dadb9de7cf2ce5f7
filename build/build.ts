/** `npm run build`: what an installation needs before server and tills can be started: their built screens. */
import { buildAdmin, buildRenderer } from './lib/renderer.ts';
import { progress } from './lib/terminal.ts';

buildRenderer(progress);
buildAdmin(progress);
progress('Everything is built.');
