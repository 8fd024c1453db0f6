/**
 * Stands in bundles for `node:http`. An ES module that imports it by name makes Node read its every
 * export, WebSocket among them, and that loads the whole of Node's fetch: 20 ms at each start of a
 * function that never uses it. What the AWS SDK needs is taken without looking at the rest.
 */
const http = process.getBuiltinModule('http');
export const { Agent, request } = http;
export default http;
