/** Hands a file to the browser, which puts it where downloads go or asks for the place. */
export function saveFile(file: {
  readonly name: string;
  readonly content: string;
  readonly type: string;
}): void {
  const url = URL.createObjectURL(new Blob([file.content], { type: file.type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  link.click();
  // The browser reads it in its own time.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
