import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { askOn, processIo } from '#client/commands/io.ts';
import { escapeForTerminal } from '#src/domain/readable-text.ts';

describe('nothing that somebody typed acts on the terminal it is shown on', () => {
  test.each([
    ['the clipboard', '\u001b]52;c;QQ==\u0007', '\\u001b]52;c;QQ==\\u0007'],
    ['a colour, in one character', '\u009b31m', '\\u009b31m'],
    ['text the other way round', 'a\u202eb', 'a\\u202eb'],
    ['a line over the line before', 'good\rbad', 'good\\u000dbad'],
    ['lines and columns', 'a\tb\r\nc\n', 'a\tb\r\nc\n'],
  ])('%s', (_, typed, shown) => {
    expect(escapeForTerminal(typed)).toBe(shown);
  });

  test('data and messages alike', async () => {
    onTestFinished(() => void vi.restoreAllMocks());
    const written: string[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((text: unknown, ...rest: unknown[]) => {
        written.push(String(text));
        for (const whenDone of rest) if (typeof whenDone === 'function') whenDone();
        return true;
      });
    const io = processIo();
    await io.out('\u001b[2J');
    io.say('\u001b[2J');
    expect(written).toEqual(['\\u001b[2J', '\\u001b[2J\n']);
  });

  test('JSON reads the same after it', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), (json) => {
        expect(JSON.parse(escapeForTerminal(json))).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('a question', () => {
  const ask = (typed: (input: PassThrough) => void) => {
    const input = new PassThrough();
    const answer = askOn({ input, output: new PassThrough() }, 'Discard? ');
    typed(input);
    return answer;
  };

  test('is answered by a line', async () => {
    expect(await ask((input) => input.write('yes\r'))).toBe('yes');
  });

  test.each<[string, (input: PassThrough) => void]>([
    ['Ctrl-C', (input) => input.write('\u0003')],
    ['Ctrl-D', (input) => input.write('\u0004')],
    ['the end of the input', (input) => input.end()],
  ])('is ended by %s, which is told in words', async (_, typed) => {
    await expect(ask(typed)).rejects.toMatchObject({ name: 'Interrupted', message: 'ended without an answer' });
  });
});
