import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Words } from '../../mapgen/page/client/words.js';

const english = new Words({
  lang: 'en', digits: '0123456789',
  ui: { stops: { one: '{n} stop', other: '{n} stops' }, bar: '{n}. {place}, {date}' },
});

test('one stop and several stops are said as the language says them', () => {
  assert.equal(english.say('stops', {}, 1), '1 stop');
  assert.equal(english.say('stops', {}, 22), '22 stops');
});

test('numbers are written in the digits of the page', () => {
  const persian = new Words({ lang: 'fa', digits: '۰۱۲۳۴۵۶۷۸۹', ui: { bar: '{n} {place}' } });
  assert.equal(persian.say('bar', { n: 13, place: 'کی‌یف 7' }), '۱۳ کی‌یف 7');
});

test('a name that looks like a gap stays as it is written', () => {
  assert.equal(english.say('bar', { n: 1, place: '{date} $& {n}', date: '1902' }), '1. {date} $& {n}, 1902');
});

test('words that are missing are empty, not an error', () => {
  assert.equal(english.say('nowhere'), '');
});
