/** Has the browser save a text as a file. */
export function saveText(name: string, text: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // not before the browser has begun to read it
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
