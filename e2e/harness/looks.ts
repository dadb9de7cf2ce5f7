/** How the program's own screens are photographed: two sizes of window, each in light and dark. */
export interface Look {
  /** Ends the name of the picture. */
  readonly name: string;
  readonly colorScheme: 'light' | 'dark';
  readonly viewport: { readonly width: number; readonly height: number };
}

const DESK = { width: 1_280, height: 800 } as const;
const SMALL = { width: 1_024, height: 768 } as const;

export const LOOKS = [
  { name: 'light', colorScheme: 'light', viewport: DESK },
  { name: 'dark', colorScheme: 'dark', viewport: DESK },
  { name: 'small-light', colorScheme: 'light', viewport: SMALL },
  { name: 'small-dark', colorScheme: 'dark', viewport: SMALL },
] as const satisfies readonly Look[];
