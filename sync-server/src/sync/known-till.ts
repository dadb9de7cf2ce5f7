import type { KeyObject } from 'node:crypto';
import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';

/** The device that proved who it is: the register's present one. */
export interface KnownTill {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  /** The register's code, as on its receipts. */
  readonly code: string;
  readonly epoch: number;
  /** The keys of this and all earlier epochs of the register. */
  readonly epochs: ReadonlyMap<number, EpochKey>;
}

export interface EpochKey {
  /** RFC 7638 thumbprint. */
  readonly keyId: string;
  readonly publicKey: KeyObject;
}
