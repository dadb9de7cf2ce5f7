/** `npm run package`: what it needs is not here yet, and it says so instead of making half a thing. */
console.error(
  [
    'There is no desktop shell to package yet: the till runs in a browser (npm start).',
    'electron-builder.yml names what its installer will hold.',
  ].join('\n'),
);
process.exit(1);
