import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, writeAddress } from '../../mapgen/page/client/address.js';

const stopIn = (fragment) => readAddress(fragment)?.get('stop') ?? null;

test('both forms of an address name the stop', () => {
  assert.equal(stopIn('#stop-london-1902'), 'london-1902');
  assert.equal(stopIn('#stop=london-1902'), 'london-1902');
  assert.equal(stopIn('#stop-__proto__'), '__proto__');
});

test('settings may follow the stop, or stand alone', () => {
  assert.equal(String(readAddress('#stop=kiev&between=sources&t=1905')), 'stop=kiev&between=sources&t=1905');
  assert.equal(String(readAddress('#from=1900&to=1917')), 'from=1900&to=1917');
  assert.equal(readAddress('#q=S%C3%A3o+Paulo').get('q'), 'São Paulo');
});

test('a setting that is not well written is still only a text', () => {
  assert.equal(readAddress('#q=%3Cimg%20src=x%3E'), null);
  assert.equal(readAddress('#q=%3Cimg%3E').get('q'), '<img>');
  assert.ok(readAddress('#q=%E0%A4%A').get('q').endsWith('%A'));
});

test('an id that no route can have is left out, the settings beside it are not', () => {
  assert.equal(stopIn('#stop=London&q=x'), null);
  assert.equal(readAddress('#stop=London&q=x').get('q'), 'x');
  assert.equal(stopIn('#stop=%3Cimg%3E'), null);
});

for (const odd of ['', '#', '#story', '#stop', '#stop-', '#stop-London', '#stop-a b', '#stop-%3Cimg%3E', '#stop=kiev&x',
  '#stop=kiev&=1', '#stop=kiev&a=b=c', `#stop-${'a'.repeat(65)}`, '#stop-javascript:alert(1)', '#xstop-kiev', '#Q=x', '#source-fa']) {
  test(`nothing is read from ${JSON.stringify(odd.slice(0, 30))}`, () => {
    assert.equal(readAddress(odd), null);
  });
}

test('a stop alone is written in its short form', () => {
  assert.equal(writeAddress('kiev', []), '#stop-kiev');
  assert.equal(writeAddress(undefined, []), '#');
});

test('what is written is read again', () => {
  const settings = [['q', 'São Paulo & “کی‌یف”'], ['from', '-44']];
  assert.deepEqual([...readAddress(writeAddress('kiev', settings))], [['stop', 'kiev'], ...settings]);
  assert.deepEqual([...readAddress(writeAddress(undefined, settings))], settings);
});
