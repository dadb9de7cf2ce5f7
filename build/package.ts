/**
 * `npm run package -- [--dir] [--platform linux|darwin|win32] [--arch x64|arm64] [--electron FOLDER]
 * [--output FOLDER]`: the installer of the desktop program, for this machine unless another is named.
 *
 * `--dir` leaves the program in a folder without an installer. `SECOND_CHANCE_UPDATES` says where
 * installed tills look for updates.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { fail, progress } from './lib/terminal.ts';
import { packageDesktop } from './packaging/package-desktop.ts';
import type { Arch, Platform } from './packaging/stage-app.ts';

const { values } = parseArgs({
  options: {
    dir: { type: 'boolean', default: false },
    platform: { type: 'string', default: process.platform },
    arch: { type: 'string', default: process.arch },
    electron: { type: 'string' },
    output: { type: 'string' },
  },
});
const platform = (['linux', 'darwin', 'win32'] as const).find((name) => name === values.platform);
const arch = (['x64', 'arm64'] as const).find((name) => name === values.arch);
if (platform === undefined) fail(`There are no packages for ${values.platform}.`);
if (arch === undefined) fail(`There are no packages for ${values.arch}.`);

try {
  const made = await packageDesktop(
    {
      target: { platform: platform as Platform, arch: arch as Arch },
      onlyFolder: values.dir,
      electronDist: values.electron === undefined ? null : resolve(values.electron),
      ...(values.output !== undefined && { output: resolve(values.output) }),
      updatesUrl: process.env.SECOND_CHANCE_UPDATES ?? null,
    },
    progress,
  );
  for (const file of made) console.log(file);
} catch (error) {
  fail(error);
}
