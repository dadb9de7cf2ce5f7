/** `npm run build`: what an installation needs before server and tills can be started: their built screens. */
import { buildAdmin, buildRenderer, buildShop } from './lib/renderer.ts';
import { progress } from './lib/terminal.ts';

buildRenderer(progress);
buildAdmin(progress);
buildShop(progress);
progress('Everything is built.');
