/** Builds every screen once, before files that run at the same time would each build them. */
import { buildAdmin, buildDesktop, buildRenderer, buildShop } from '../../build/lib/renderer.ts';

export function setup(): void {
  const say = (line: string) => console.error(`· ${line}`);
  for (const build of [buildRenderer, buildAdmin, buildShop, buildDesktop]) build(say);
}
