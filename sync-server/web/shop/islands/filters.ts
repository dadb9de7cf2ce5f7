/** Sends a filter as soon as it is chosen where there is room for it, and leaves out what is empty. */
export function sendFiltersOnChange(form: HTMLFormElement): void {
  const wide = matchMedia('(min-width: 60rem)');
  form.addEventListener('change', ({ target }) => {
    if (wide.matches || (target instanceof HTMLElement && target.matches('select'))) {
      form.requestSubmit();
    }
  });
  form.addEventListener('submit', () => {
    const fields = form.querySelectorAll<HTMLInputElement>('input:not([type=checkbox])');
    const empty = [...fields].filter(({ value }) => value === '');
    for (const field of empty) field.disabled = true;
    // Whoever comes back to this page finds the form as it was.
    setTimeout(() => {
      for (const field of empty) field.disabled = false;
    });
  });
}
