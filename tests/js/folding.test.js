import assert from 'node:assert/strict';
import { test } from 'node:test';
import { plainWriter } from '../../mapgen/page/client/folding.js';

const plain = plainWriter('ßss يی كک ۱1 倫伦 ़ ूु');

for (const [what, one, other] of [
  ['capitals and accents', 'COYOACÁN', 'coyoacan'],
  ['letters of several', 'Nüßli', 'nussli'],
  ['Arabic and Persian letters', 'كييف', 'کیی\u0641'],
  ['Arabic vowel signs', 'مُوسکو', 'موسکو'],
  ['a joiner and a space', 'سن\u200cپترزبورگ', 'سن پترزبورگ'],
  ['a soft hyphen and none', 'Con\u00adstanti\u00adnople', 'constantinople'],
  ['a joiner in a Devanagari word and none', 'रक्\u200cत', 'रक्त'],
  ['a nukta and none', 'सख़ालिन', 'सखालिन'],
  ['long and short u', 'रूस', 'रुस'],
  ['both Chinese writings', '倫敦', '伦敦'],
  ['digits', '۱۱', '11'],
  ['signs and spaces', 'Ust-Kut', 'ust kut'],
  ['compatible letters', 'ＯＤＥＳＳＡ', 'odessa'],
]) {
  test(`alike are ${what}`, () => {
    assert.equal(plain(one), plain(other));
  });
}

test('different words stay apart', () => {
  assert.ok(plain('रूस') !== plain('रास'));
  assert.ok(plain('kiev') !== plain('kief'));
});

test('what is plain stays as it is', () => {
  assert.equal(plain(plain('Żółć in ’Ust-Kut’, 倫敦')), plain('Żółć in ’Ust-Kut’, 倫敦'));
});
