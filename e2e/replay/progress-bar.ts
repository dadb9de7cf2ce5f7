/** One line that moves on a terminal; elsewhere a line every tenth of the way. */
export function progressBar({
  total,
  stream,
}: {
  readonly total: number;
  readonly stream: NodeJS.WriteStream;
}) {
  const begun = performance.now();
  let done = 0;
  let shown = -1;
  function draw() {
    const share = total === 0 ? 1 : done / total;
    const step = Math.floor(share * (stream.isTTY ? 200 : 10));
    if (step === shown) return;
    shown = step;
    const rate = Math.round(done / ((performance.now() - begun) / 1_000));
    const filled = '█'.repeat(Math.round(share * 30)).padEnd(30, '·');
    const text = `${filled} ${Math.floor(share * 100)} %  ${done}/${total}  ${rate} invoices/s`;
    stream.write(stream.isTTY ? `\r${text}` : `${text}\n`);
  }
  return {
    add(count: number) {
      done += count;
      draw();
    },
    end() {
      if (stream.isTTY) stream.write('\n');
    },
  };
}
