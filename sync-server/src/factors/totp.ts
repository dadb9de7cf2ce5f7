/** Codes of an authenticator (RFC 6238): six digits, a new one every thirty seconds. */
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** One step to either side: telephones go a little wrong, and people type slowly. */
const WINDOW = 1;

export interface NewTotp {
  /** Base32, to be typed where no camera is at hand. */
  readonly secret: string;
  /** `otpauth://…`, for the QR code. */
  readonly uri: string;
}

export function newTotp({
  organization,
  email,
}: {
  readonly organization: string;
  readonly email: string;
}): NewTotp {
  const totp = totpOf(new Secret({ size: 20 }), { issuer: organization, label: email });
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The time step of a code, where it is right and newer than the last one that was used; else null.
 * A code is taken once: whoever looked over a shoulder comes too late.
 */
export function totpStep({
  secret,
  code,
  now,
  lastStep,
}: {
  readonly secret: string;
  readonly code: string;
  readonly now: EpochMs;
  readonly lastStep: number;
}): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^[0-9]{6}$/.test(token)) return null;
  const totp = totpOf(Secret.fromBase32(secret), { issuer: '', label: '' });
  const delta = totp.validate({ token, timestamp: now, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(now / 1_000 / PERIOD_SECONDS) + delta;
  return step > lastStep ? step : null;
}

function totpOf(secret: Secret, words: { readonly issuer: string; readonly label: string }): TOTP {
  return new TOTP({ ...words, algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS, secret });
}
