/** Waits until the run that started it is gone, and takes its disk away. Arguments: home, mount. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

const [, , home = '', folder = ''] = process.argv;

process.stdin.resume();
await once(process.stdin, 'close');
spawnSync('umount', ['-l', folder]);
rmSync(home, { recursive: true, force: true });
