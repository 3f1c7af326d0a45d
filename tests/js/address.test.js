import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stopInAddress } from '../../mapgen/page/client/address.js';

test('both forms of an address name the stop', () => {
  assert.equal(stopInAddress('#stop-london-1902'), 'london-1902');
  assert.equal(stopInAddress('#stop=london-1902'), 'london-1902');
  assert.equal(stopInAddress('#stop-__proto__'), '__proto__');
});

test('settings may follow the stop', () => {
  assert.equal(stopInAddress('#stop=kiev&between=sources&t=1905'), 'kiev');
});

for (const odd of ['', '#', '#story', '#stop', '#stop-', '#stop-London', '#stop-a b', '#stop-%3Cimg%3E', '#stop=kiev&x',
  '#stop=kiev&=1', '#stop=kiev&a=b=c', `#stop-${'a'.repeat(65)}`, '#stop-javascript:alert(1)', '#xstop-kiev']) {
  test(`no stop is read from ${JSON.stringify(odd.slice(0, 30))}`, () => {
    assert.equal(stopInAddress(odd), null);
  });
}
