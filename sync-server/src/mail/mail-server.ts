/** The SMTP server that mails are handed to. Without one they are kept, for the admin web to show. */
import { createTransport } from 'nodemailer';

export interface OutgoingMail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailServer {
  /** Hands one over; throws where the server does not take it. */
  readonly send: (mail: OutgoingMail) => Promise<void>;
  readonly close: () => void;
}

export interface MailSettings {
  /** `smtps://user:password@host:465`, `smtp://host:25`. */
  readonly smtpUrl: string;
  /** `My Shop <shop@example.com>`. */
  readonly from: string;
}

const TIMEOUT_MS = 20_000;

export function openMailServer({ smtpUrl, from }: MailSettings): MailServer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 2,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Whatever a mail holds is text: it never names a file or an address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ id, to, subject, text, html }) {
      await transport.sendMail({
        from,
        to: { name: '', address: to },
        subject,
        text,
        html,
        // One mail has one id, however often it is tried: a reader's program shows it once.
        messageId: `<${id}@second-chance>`,
        headers: { 'auto-submitted': 'auto-generated' },
      });
    },
    close: () => transport.close(),
  };
}
