// @ts-check
import { find, findAll, on } from './dom.js';

/** Writes what is shown into the texts of the share panel. @param {string} fragment  of the address */
export function share(fragment) {
  for (const text of findAll('.share textarea')) {
    text.value = text.defaultValue.replaceAll('{#}', fragment);
  }
}

// What cannot be copied stays selected.
on(find('.share'), 'click', ({ target }) => {
  const copier = target.closest('button');
  if (!copier) return;
  find('textarea', copier.previousElementSibling).select();
  if (document.execCommand('copy')) copier.textContent = copier.dataset.done;
});
