/** The same keys in another language. A key too many or too few does not compile. */
export type Words<T> = { readonly [Key in keyof T]: string };
