/** Has the browser save a PDF that came in base64. */
export function savePdf({
  fileName,
  content,
}: {
  readonly fileName: string;
  readonly content: string;
}) {
  const bytes = Uint8Array.from(atob(content), (char) => char.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
