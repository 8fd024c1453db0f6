import { defineConfig } from 'vitest/config';

/** The rooms whose tests hold the rules and the store; the others take longer than they find. */
const rooms = ['contracts', 'domain', 'functions', 'http', 'platform', 'queue', 'store', 'usecases'];

export default defineConfig({
  test: { include: rooms.map((room) => `test/${room}/**/*.test.ts`), testTimeout: 20_000, hookTimeout: 20_000 },
});
