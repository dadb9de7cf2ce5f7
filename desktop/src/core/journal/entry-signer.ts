import type { OrganizationId, RegisterId, StoreId } from '@second-chance/shared/ids.ts';

/** Who writes entries: a register in one epoch, with the key of its device. */
export interface EntrySigner {
  readonly organizationId: OrganizationId;
  readonly storeId: StoreId;
  readonly registerId: RegisterId;
  /** What receipt numbers begin with. */
  readonly registerCode: string;
  readonly epoch: number;
  /** RFC 7638 thumbprint of the public key. */
  readonly keyId: string;
  /** Ed25519 over the bytes; base64url without padding. */
  readonly sign: (bytes: Uint8Array) => string;
}
