import { describePictures, pictureWordsOf } from '../catalogue/picture-words.ts';
import { actorWith, change, orRefuse, read, rest } from './rest.ts';

export const pictureWordsHandlers = {
  get: rest.pictureWords.get.handler(async ({ input, context }) => ({
    rows: [...orRefuse(await read(context, (scope) => pictureWordsOf(scope, input.id)))],
  })),

  put: rest.pictureWords.put.handler(async ({ input, context }) => {
    const actor = actorWith(context, 'edit_catalogue', null);
    const { id, rows } = input;
    return {
      rows: [...(await change(context, (work) => describePictures(work, { actor, id, rows })))],
    };
  }),
};
