import { type KeyObject, sign } from 'node:crypto';
import {
  ACK_DOMAIN,
  type Acknowledgement,
  type PublicKeyJwk,
  type SignedAcknowledgement,
} from '@second-chance/shared/contract/sync.ts';
import { canonicalJson } from '@second-chance/shared/journal/canonical-json.ts';

/** The server's word that it has a journal up to some entry. */
export interface AcknowledgementSigner {
  readonly publicKey: PublicKeyJwk;
  readonly acknowledge: (acknowledgement: Acknowledgement) => SignedAcknowledgement;
}

/** Signs with the server's Ed25519 key, the one whose public half every till got at enrolment. */
export function acknowledgementSigner(key: {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKeyJwk;
}): AcknowledgementSigner {
  return {
    publicKey: key.publicKey,
    acknowledge(acknowledgement) {
      const signed = Buffer.from(ACK_DOMAIN + canonicalJson(acknowledgement), 'utf8');
      const signature = sign(null, signed, key.privateKey).toString('base64url');
      return { ...acknowledgement, signature };
    },
  };
}
