/** Waits until something holds, asking often; fails with the last reason after `seconds`. */
export async function eventually<T>(
  claim: () => Promise<T>,
  { seconds = 60 }: { readonly seconds?: number } = {},
): Promise<T> {
  const deadline = Date.now() + seconds * 1_000;
  for (;;) {
    try {
      return await claim();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
