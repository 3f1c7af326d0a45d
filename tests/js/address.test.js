import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, stopAddress } from '../../mapgen/page/client/address.js';

test('both forms of an address name the stop', () => {
  assert.equal(readAddress('#stop-london-1902')?.stop, 'london-1902');
  assert.equal(readAddress('#stop=london-1902')?.stop, 'london-1902');
  assert.equal(readAddress(stopAddress('__proto__'))?.stop, '__proto__');
});

test('settings follow the stop', () => {
  const settings = readAddress('#stop=kiev&between=sources&t=1905')?.settings;
  assert.deepEqual([...(settings ?? [])], [['between', 'sources'], ['t', '1905']]);
});

for (const odd of ['', '#', '#story', '#stop', '#stop-', '#stop-London', '#stop-a b', '#stop-%3Cimg%3E', '#stop=kiev&x',
  '#stop=kiev&=1', '#stop=kiev&a=b=c', `#stop-${'a'.repeat(65)}`, '#stop-javascript:alert(1)', '#xstop-kiev']) {
  test(`no stop is read from ${JSON.stringify(odd.slice(0, 30))}`, () => {
    assert.equal(readAddress(odd), null);
  });
}
