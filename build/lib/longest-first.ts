import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take minutes where others take seconds. */
const LONG = ['e2e/web.spec.ts', 'e2e/screens.spec.ts', 'e2e/faults/run.fault.test.ts'];

/** Of each kind of tests what takes longest begins first, so that no worker waits for it at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const order = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const isShort = ({ moduleId }: TestSpecification) =>
      LONG.some((file) => moduleId.endsWith(file)) ? 0 : 1;
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => order(a) - order(b) || isShort(a) - isShort(b));
  }
}
