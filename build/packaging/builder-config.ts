/** What electron-builder makes of the laid out program: installers, icons, fuses, updates. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';
import { root } from '../lib/checkout.ts';
import type { Target } from './stage-app.ts';

export interface PackageFolders {
  /** From `stageApp`. */
  readonly app: string;
  /** From `drawIcons`. */
  readonly icons: string;
  readonly output: string;
}

export interface PackageOptions extends PackageFolders {
  /** A folder with an unpacked Electron; without one electron-builder fetches it. */
  readonly electronDist: string | null;
  readonly target: Target;
  /**
   * Where installed tills look for updates; without one they look nowhere. Each target has a folder of
   * its own below it, because the files that say what is newest have the same name.
   */
  readonly updatesUrl: string | null;
}

/**
 * Fuses: the program is no Node for anybody who can start it (`runAsNode`, options by environment
 * or command line), loads from its own archive alone, and checks that where the system lets it.
 */
const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
} as const;

export function builderConfig(options: PackageOptions): Configuration {
  const { app, icons, output, electronDist, updatesUrl, target } = options;
  const updates = `${updatesUrl}/${target.platform}-${target.arch}`;
  return {
    appId: 'shop.second-chance.till',
    productName: 'Second Chance',
    copyright: 'Second Chance',
    directories: { app, output, buildResources: icons },
    electronVersion: electronVersion(),
    ...(electronDist !== null && { electronDist }),
    // Both native packages bring a binary for every machine; nothing is compiled.
    npmRebuild: false,
    nodeGypRebuild: false,
    // Headers for compiling, which nobody does here.
    allowMissingDependencies: ['node-addon-api'],
    asar: true,
    asarUnpack: ['**/*.node'],
    electronFuses: FUSES,
    publish: updatesUrl === null ? null : [{ provider: 'generic', url: updates }],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: electron-builder fills these in.
    artifactName: 'second-chance-${version}-${os}-${arch}.${ext}',
    win: { target: 'nsis', icon: join(icons, 'icon.ico') },
    nsis: {
      oneClick: true,
      perMachine: false,
      deleteAppDataOnUninstall: false,
      include: join(root, 'build/packaging/installer.nsh'),
    },
    mac: {
      target: ['dmg', 'zip'],
      icon: join(icons, 'icon.icns'),
      category: 'public.app-category.business',
      hardenedRuntime: true,
      gatekeeperAssess: false,
      // macOS ends a program that asks for the camera without saying what for.
      extendInfo: { NSCameraUsageDescription: 'The camera takes pictures of things for sale.' },
      entitlements: join(root, 'build/packaging/entitlements.mac.plist'),
      entitlementsInherit: join(root, 'build/packaging/entitlements.mac.plist'),
    },
    linux: {
      target: ['AppImage', 'deb'],
      icon: join(icons, 'png'),
      executableName: 'second-chance',
      category: 'Office',
      synopsis: 'Till for second-hand shops',
      maintainer: 'Second Chance <desk@second-chance.example>',
    },
  };
}

function electronVersion(): string {
  const file = join(root, 'node_modules/electron/package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
