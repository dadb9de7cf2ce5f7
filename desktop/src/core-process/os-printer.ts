/** Printers of the operating system: main has them, core asks. */
import type { OsPrinter } from '../core/devices/os-printer.ts';
import type { FromCore, ToCore } from '../shell/core-messages.ts';

type Answer = Extract<ToCore, { kind: 'printers' | 'printed' }>;

export interface AskedPrinter extends OsPrinter {
  /** Takes what main answered. */
  readonly answered: (answer: Answer) => void;
}

/** Asks main by messages; each question has a number of its own. */
export function askedPrinter(tell: (message: FromCore) => void): AskedPrinter {
  const waiting = new Map<number, (answer: Answer) => void>();
  let nextId = 1;
  const ask = (question: (id: number) => FromCore) =>
    new Promise<Answer>((resolve) => {
      const id = nextId++;
      waiting.set(id, resolve);
      tell(question(id));
    });
  return {
    async list() {
      const answer = await ask((id) => ({ kind: 'list_printers', id }));
      return answer.kind === 'printers' ? answer.names : [];
    },
    async print({ html, printer }) {
      const answer = await ask((id) => ({ kind: 'print', id, html, printer }));
      if (answer.kind !== 'printed' || answer.failure !== null) {
        throw new Error(answer.kind === 'printed' ? (answer.failure ?? '') : 'not printed');
      }
    },
    answered(answer) {
      waiting.get(answer.id)?.(answer);
      waiting.delete(answer.id);
    },
  };
}
