/** The key that seals the device's key, in the keeping of the operating system's keychain. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { err, ok, type Result } from '@second-chance/shared/result.ts';
import type { SafeStorage } from 'electron';

export type VaultKey =
  | { readonly keptBy: 'keychain'; readonly key: string }
  | { readonly keptBy: 'file'; readonly key: null };

/** The key was sealed here and cannot be opened now: another user, a locked or a lost keychain. */
export interface KeychainLocked {
  readonly code: 'KEYCHAIN_LOCKED';
}

/**
 * Opens the key, or makes one at the first start. Where the system keeps no secrets (on Linux
 * without a keyring Electron would use a password that everybody knows) there is none. Nothing is
 * made anew where a sealed key is there and does not open: it would lock the till out for good.
 *
 * The key is 32 bytes in base64.
 */
export async function openVaultKey(
  file: string,
  keychain: SafeStorage,
  platform: NodeJS.Platform,
): Promise<Result<VaultKey, KeychainLocked>> {
  const available = await keepsSecrets(keychain, platform);
  if (existsSync(file)) {
    if (!available) return err({ code: 'KEYCHAIN_LOCKED' });
    try {
      const { result } = await keychain.decryptStringAsync(readFileSync(file));
      return ok({ keptBy: 'keychain', key: result });
    } catch {
      return err({ code: 'KEYCHAIN_LOCKED' });
    }
  }
  if (!available) return ok({ keptBy: 'file', key: null });
  const key = randomBytes(32).toString('base64');
  writeWhole(file, await keychain.encryptStringAsync(key));
  return ok({ keptBy: 'keychain', key });
}

async function keepsSecrets(keychain: SafeStorage, platform: NodeJS.Platform): Promise<boolean> {
  if (!(await keychain.isAsyncEncryptionAvailable())) return false;
  return platform !== 'linux' || keychain.getSelectedStorageBackend() !== 'basic_text';
}

function writeWhole(file: string, bytes: Buffer): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const aside = `${file}.partial`;
  writeFileSync(aside, bytes, { mode: 0o600, flush: true });
  chmodSync(aside, 0o600);
  renameSync(aside, file);
}
