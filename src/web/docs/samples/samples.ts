/** Whole programs for who writes another language than the library's. */
import { consumeInPython, consumeQueueInPython, referInPython } from './python.ts';
import { consumeInShell, referInShell } from './shell.ts';

export interface Sample {
  /** Names its texts. */
  file: 'refer.sh' | 'refer.py' | 'consume.sh' | 'consume.py' | 'consume_queue.py';
  as: 'sender' | 'service';
  text: string;
}

export const samples: readonly Sample[] = [
  { file: 'refer.sh', as: 'sender', text: referInShell },
  { file: 'refer.py', as: 'sender', text: referInPython },
  { file: 'consume.sh', as: 'service', text: consumeInShell },
  { file: 'consume.py', as: 'service', text: consumeInPython },
  { file: 'consume_queue.py', as: 'service', text: consumeQueueInPython },
];
