/** From sources to a package of the desktop program. */
import { join } from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { root } from '../lib/checkout.ts';
import { buildDesktop, buildRenderer } from '../lib/renderer.ts';
import { builderConfig, type PackageOptions } from './builder-config.ts';
import { drawIcons } from './draw-icons.ts';
import { stageApp, type Target } from './stage-app.ts';

export interface PackageOrder extends Pick<PackageOptions, 'electronDist' | 'updatesUrl'> {
  readonly target: Target;
  /** The unpacked program and no installer. */
  readonly onlyFolder: boolean;
  /** Default: a folder of the target in `dist/installers`. */
  readonly output?: string;
}

function folderOf({ platform, arch }: Target): string {
  return join(root, 'dist/installers', `${platform}-${arch}`);
}

const PLATFORMS = { linux: Platform.LINUX, darwin: Platform.MAC, win32: Platform.WINDOWS };

/** Answers the files that were made. Rejects where a part of it cannot be had. */
export async function packageDesktop(
  order: PackageOrder,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const { target, onlyFolder, output = folderOf(target) } = order;
  const folders = { app: join(output, 'app'), icons: join(output, 'icons'), output };
  buildRenderer(say);
  buildDesktop(say);
  say(`Laying out the program for ${target.platform} ${target.arch} …`);
  stageApp(folders.app, target);
  await drawIcons(folders.icons);
  say('Packing …');
  const platform = PLATFORMS[target.platform];
  const arch = Arch[target.arch];
  return build({
    projectDir: root,
    config: builderConfig({ ...order, ...folders }),
    targets: onlyFolder ? platform.createTarget('dir', arch) : platform.createTarget(null, arch),
    publish: 'never',
  });
}
