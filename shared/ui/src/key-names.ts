import { createContext } from 'react';

/** What a key of the house is called on this place: a till may have given its action another key. */
export const KeyNames = createContext<(key: string) => string>((key) => key);
