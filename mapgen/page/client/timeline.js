// @ts-check
import { button, element, find, svgElement, textWidth } from './dom.js';

/** Up to here every stay is a bar of its own; beyond, they are one drawing with one focus. */
const MOST_BARS = 600;

/** The road in time: two lanes, at liberty and not. */
export class Timeline {
  /** @param {import('./route.js').Route} route @param {import('./words.js').Words} words @param {import('./route.js').Current} current */
  constructor(route, words, current) {
    this.route = route;
    this.words = words;
    this.current = current;
    this.node = find('.tracks');
    this.node.setAttribute('role', 'group');
    this.many = route.stops.length > MOST_BARS;
    /** @type {HTMLElement[]} */
    this.bars = [];
    this.lanes = ['free_lane', 'forced_lane'].map((name, lane) => {
      const node = element('div', lane ? 'lane b' : 'lane a');
      node.append(element('span', 'tl-lab', words.say(name)));
      return node;
    });
    this.head = element('div', 'ph');
    this.head.hidden = true;
    this.node.append(...this.#chapters(), ...this.lanes, this.#axis(), this.head);
    if (this.many) this.#drawMany();
    else this.#drawBars();
    this.node.addEventListener('click', (/** @type {MouseEvent} */ event) => this.#pick(event));
    this.node.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => this.#step(event));
    this.fit();
  }

  /** @param {number} stop @param {number} before */
  show(stop, before) {
    this.head.hidden = stop < 0;
    if (stop < 0) return;
    this.head.style.setProperty('inset-inline-start', percent(this.route.stops[stop].mid));
    if (this.many) this.#describe(stop);
    this.bars[before]?.classList.remove('cur');
    this.bars.forEach((bar, index) => {
      if (before < 0 || (index > stop) !== (index > before)) bar.classList.toggle('later', index > stop);
      bar.tabIndex = index === stop ? 0 : -1;
    });
    this.bars[stop]?.classList.add('cur');
  }

  /** Writes into bars and chapters as much as there is room for. */
  fit() {
    const sans = getComputedStyle(this.node).fontFamily;
    const width = this.node.clientWidth;
    this.bars.forEach((bar, index) => {
      const stop = this.route.stops[index];
      const [x0, solid0, solid1, x1] = stop.bar;
      const room = (stop.undated ? x1 - x0 : solid1 - solid0) * width - 8;
      const number = this.words.numeral(index + 1);
      const full = `${number} ${this.route.nameOf(index)}`;
      const fits = (/** @type {string} */ text) => textWidth(text, `500 10.5px ${sans}`) < room;
      find('.tx', bar).textContent = fits(full) ? full : fits(number) ? number : '';
    });
    for (const node of this.node.querySelectorAll('.chap')) {
      const full = `${node.dataset.numeral}  ${node.title}`;
      const { font } = getComputedStyle(node);
      node.textContent = textWidth(full, font) < node.clientWidth - 6 ? full : node.dataset.numeral;
    }
  }

  #chapters() {
    const titles = [...document.querySelectorAll('.chapter h2')];
    return this.route.data.chapters.map(([from, to], index) => {
      const numeral = titles[index]?.querySelector('.rn')?.textContent ?? '';
      const years = titles[index]?.querySelector('.yr')?.textContent ?? '';
      const node = element('div', 'chap');
      node.dataset.numeral = numeral;
      node.title = (titles[index]?.textContent ?? '').replace(numeral, '').replace(years, '').trim();
      node.style.setProperty('inset-inline-start', percent(from));
      node.style.width = percent(to - from);
      return node;
    });
  }

  #axis() {
    const axis = element('div', 'axis');
    axis.setAttribute('aria-hidden', 'true');
    for (const [at, rank, label] of this.route.data.axis.ticks) {
      const marks = [element('i', `r${rank}`), ...(label ? [element('span', '', label)] : [])];
      for (const mark of marks) mark.style.setProperty('inset-inline-start', percent(at));
      axis.append(...marks);
    }
    return axis;
  }

  #drawBars() {
    this.bars = this.route.stops.map((stop, index) => {
      const [x0, solid0, solid1, x1] = stop.bar;
      const inBar = (/** @type {number} */ at) => percent(x1 > x0 ? (at - x0) / (x1 - x0) : 0);
      const bar = button(`stay${stop.lane ? ' f' : ''}${stop.undated ? ' und' : ''}`, '');
      bar.dataset.stop = String(index);
      bar.tabIndex = index ? -1 : 0;
      bar.style.setProperty('inset-inline-start', percent(x0));
      bar.style.width = `max(4px, ${percent(x1 - x0)})`;
      bar.style.setProperty('--l', inBar(solid0));
      bar.style.setProperty('--r', x1 > x0 ? inBar(solid1) : '100%');
      const name = this.words.say('bar', { n: index + 1, place: this.route.nameOf(index), date: this.route.dateOf(index) });
      bar.setAttribute('aria-label', name);
      bar.title = name;
      const body = element('span', 'b');
      for (const tick of stop.ticks) {
        const mark = element('span', 'tk');
        mark.style.setProperty('inset-inline-start', inBar(tick));
        body.append(mark);
      }
      bar.append(body, element('span', 'tx'));
      return bar;
    });
    this.lanes.forEach((lane, number) => lane.append(...this.bars.filter((_, index) => this.route.stops[index].lane === number)));
  }

  #drawMany() {
    this.lanes.forEach((lane, number) => {
      const drawing = svgElement('svg', { class: `stays${number ? ' f' : ''}`, viewBox: '0 0 1 1', preserveAspectRatio: 'none' });
      const d = this.route.stops.filter((stop) => stop.lane === number).map(({ bar }) => `M${bar[0]} .5H${bar[3]}`).join('');
      drawing.append(svgElement('path', { d }));
      lane.append(drawing);
    });
    this.node.tabIndex = 0;
    this.node.setAttribute('role', 'slider');
    this.node.setAttribute('aria-valuemin', '1');
    this.node.setAttribute('aria-valuemax', String(this.route.stops.length));
    this.#describe(0);
  }

  /** @param {number} stop */
  #describe(stop) {
    this.node.setAttribute('aria-valuenow', String(stop + 1));
    this.node.setAttribute('aria-valuetext',
      this.words.say('bar', { n: stop + 1, place: this.route.nameOf(stop), date: this.route.dateOf(stop) }));
  }

  /** @param {MouseEvent} event */
  #pick(event) {
    const bar = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('.stay'));
    if (bar) this.current.choose(Number(bar.dataset.stop));
    if (bar || !this.many) return;
    const { left, width } = this.node.getBoundingClientRect();
    const at = (event.clientX - left) / width;
    const wanted = this.#isMirrored() ? 1 - at : at;
    let best = 0;
    this.route.stops.forEach(({ mid }, index) => {
      if (Math.abs(mid - wanted) < Math.abs(this.route.stops[best].mid - wanted)) best = index;
    });
    this.current.choose(best);
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    const forward = this.#isMirrored() ? -1 : 1;
    const last = this.route.stops.length - 1;
    const { stop } = this.current;
    const wanted = { ArrowRight: stop + forward, ArrowLeft: stop - forward, Home: 0, End: last }[event.key];
    if (wanted === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, wanted));
    this.current.choose(next);
    this.bars[next]?.focus({ preventScroll: true });
  }

  #isMirrored() {
    return getComputedStyle(this.node).direction === 'rtl';
  }
}

/** @param {number} share */
function percent(share) {
  return `${Math.round(share * 1e4) / 100}%`;
}
