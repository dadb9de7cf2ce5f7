/** A real SMTP server that keeps what it is sent. */
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { eventually } from './eventually.ts';

export interface ReceivedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MailBox {
  readonly url: string;
  /** The newest mail to somebody with these words in its subject, as soon as it is there. */
  newest(to: string, subject: string): Promise<ReceivedMail>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function openMailBox(): Promise<MailBox> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then(({ subject = '', text = '', html }) => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        mails.push({ to, subject, text, html: html || '' });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    newest: (to, subject) =>
      eventually(async () => {
        const found = mails.findLast((mail) => mail.to === to && mail.subject.includes(subject));
        if (found === undefined) throw new Error(`no mail "${subject}" to ${to}`);
        return found;
      }),
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
