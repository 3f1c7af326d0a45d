// @ts-check
import { find, on } from './dom.js';

/** The panel of texts to paste; what cannot be copied by its button stays selected. */
export class Share {
  panel = find('.share');
  /** @type {HTMLTextAreaElement[]} */
  texts = [...this.panel.querySelectorAll('textarea')];

  /** @param {() => string} fragmentOf  what is shown, as the fragment of an address */
  constructor(fragmentOf) {
    this.fragmentOf = fragmentOf;
    on(this.panel, 'toggle', () => this.show());
    on(this.panel, 'keydown', (event) => {
      if (event.key !== 'Escape' || !this.panel.open) return;
      event.stopPropagation();
      this.panel.open = false;
      find('summary', this.panel).focus();
    });
    on(this.panel, 'click', ({ target }) => {
      const copier = target.closest('button');
      if (!copier) return;
      find('textarea', copier.previousElementSibling).select();
      if (document.execCommand('copy')) copier.textContent = copier.dataset.done;
    });
  }

  /** Writes what is shown into the texts. */
  show() {
    const fragment = this.fragmentOf();
    for (const text of this.texts) {
      const said = text.name === 'html' ? fragment.replaceAll('&', '&amp;') : fragment;
      text.value = text.defaultValue.replaceAll('{#}', said);
    }
  }
}
