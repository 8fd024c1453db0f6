/** The SDK's clients with answers of a test's choosing, until the end of its file. */
import { mockClient as mockSdkClient } from 'aws-sdk-client-mock';
import { onFileFinished } from './on-file-finished.ts';

/** A class is mocked for all who use it: it must not be when the worker's next file runs. */
export const mockClient: typeof mockSdkClient = (client) => {
  const mock = mockSdkClient(client);
  onFileFinished(() => mock.restore());
  return mock;
};
