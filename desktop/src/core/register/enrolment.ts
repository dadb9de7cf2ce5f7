/** The enrolments of this device as its file knows them. */
import { type PublicKeyJwk, publicKeySchema } from '@second-chance/shared/contract/sync.ts';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';
import type { EpochMs } from '@second-chance/shared/time/time.ts';
import type { EntrySigner } from '../journal/entry-signer.ts';
import type { Store } from '../store/open-store.ts';
import type { DeviceKey } from './device-key.ts';

export interface Enrolment {
  readonly epoch: number;
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  readonly registerCode: string;
  readonly registerName: string;
  readonly keyId: string;
  readonly publicKey: PublicKeyJwk;
  readonly serverUrl: string;
  readonly serverKey: PublicKeyJwk;
  readonly enrolledAt: EpochMs;
  readonly retiredAt: EpochMs | null;
}

type EnrolmentRow = Omit<Enrolment, 'publicKey' | 'serverKey'> & {
  readonly publicKeyJson: string;
  readonly serverKeyJson: string;
};

/** All enrolments, the latest first. */
export function enrolments(store: Pick<Store, 'prepare'>): readonly Enrolment[] {
  const rows = store
    .prepare(
      `select epoch, organization_id as organizationId, store_id as storeId,
         register_id as registerId, register_code as registerCode, register_name as registerName,
         key_id as keyId, public_key_json as publicKeyJson, server_url as serverUrl,
         server_key_json as serverKeyJson, enrolled_at as enrolledAt, retired_at as retiredAt
       from enrolment order by epoch desc`,
    )
    .all() as readonly EnrolmentRow[];
  return rows.map(({ publicKeyJson, serverKeyJson, ...row }) => ({
    ...row,
    publicKey: publicKeySchema.parse(JSON.parse(publicKeyJson)),
    serverKey: publicKeySchema.parse(JSON.parse(serverKeyJson)),
  }));
}

/** The enrolment that new entries belong to; null before the first and after signing out. */
export function currentEnrolment(store: Store): Enrolment | null {
  const [latest] = enrolments(store);
  return latest === undefined || latest.retiredAt !== null ? null : latest;
}

/** What writes entries under an enrolment. */
export function entrySigner(enrolment: Enrolment, key: DeviceKey): EntrySigner {
  return {
    organizationId: enrolment.organizationId,
    storeId: enrolment.storeId,
    registerId: enrolment.registerId,
    registerCode: enrolment.registerCode,
    epoch: enrolment.epoch,
    keyId: key.keyId,
    sign: key.sign,
  };
}
