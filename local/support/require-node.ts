/**
 * Fails early with a clear message if Node is too old. npm scripts use the Node that the install
 * brings, so this is for a bare shell.
 */
const required = [24, 16] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < required[0] || (major === required[0] && minor < required[1])) {
  process.stderr.write(
    `This needs Node ${required.join('.')} or later and runs on ${process.version} (${process.execPath}).\n` +
      'Use the npm scripts (npm start, npm test): after npm ci they find the Node that came with it.\n',
  );
  process.exit(1);
}
