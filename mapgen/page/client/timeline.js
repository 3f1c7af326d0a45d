// @ts-check
import { cheapest } from './boxes.js';
import { button, decoration, element, find, focusOn, listenToKeys, on, svgElement, textWidth } from './dom.js';
import { current, mirrored, route, words } from './page.js';

/** Up to here every stay is a bar of its own; beyond, they are one drawing with one focus. */
const MOST_BARS = 600;

/** The road in time: two lanes, at liberty and not. */
export class Timeline {
  node = find('.tracks');
  head = element('div', 'ph');
  isMany = route.stops.length > MOST_BARS;
  /** @type {HTMLElement[]} */
  bars = this.isMany ? [] : route.stops.map(makeBar);
  chapters = chapterNames();

  constructor() {
    const lanes = ['free_lane', 'forced_lane'].map((name, number) => {
      const lane = element('div', `lane ${number ? 'b' : 'a'}`);
      const stays = this.isMany ? [drawnStays(number)] : this.bars.filter((_, index) => route.stops[index].lane === number);
      lane.append(element('span', 'tl-lab', words.say(name)), ...stays);
      return lane;
    });
    this.head.hidden = true;
    this.node.append(...this.chapters, ...lanes, axis(), this.head);
    this.node.role = this.isMany ? 'slider' : 'group';
    this.node.ariaLabel = find('.time').ariaLabel;
    if (this.isMany) Object.assign(this.node, { tabIndex: 0, ariaValueMin: 1, ariaValueMax: route.stops.length });
    if (this.isMany) this.#slide(0);
    on(this.node, 'click', (event) => this.#pick(event));
    const go = (/** @type {number} */ stop) => {
      current.choose(stop);
      if (!this.isMany) focusOn(this.bars[current.stop]);
    };
    const forward = mirrored ? -1 : 1;
    listenToKeys(this.node, {
      ArrowRight: () => go(current.stop + forward),
      ArrowLeft: () => go(current.stop - forward),
      Home: () => go(0),
      End: () => go(route.last),
    });
    this.fit();
  }

  /** @param {number} stop */
  show(stop) {
    this.head.hidden = false;
    this.head.style.insetInlineStart = percent(route.stops[stop].mid);
    if (this.isMany) this.#slide(stop);
    this.bars.forEach((bar, index) => {
      bar.classList.toggle('cur', index === stop);
      bar.classList.toggle('later', index > stop);
      bar.tabIndex = index === stop ? 0 : -1;
    });
  }

  /** Writes into bars and chapters as much as there is room for. */
  fit() {
    const width = this.node.clientWidth;
    const font = `500 10.5px ${getComputedStyle(this.node).fontFamily}`;
    this.bars.forEach((bar, index) => {
      const { bar: [x0, solid0, solid1, x1], undated } = route.stops[index];
      const room = (undated ? x1 - x0 : solid1 - solid0) * width - 8;
      const number = words.numeral(index + 1);
      const texts = [`${number} ${route.nameOf(index)}`, number, ''];
      find('.tx', bar).textContent = texts.find((text) => textWidth(text, font) < room) ?? '';
    });
    const chapterFont = this.chapters.length ? getComputedStyle(this.chapters[0]).font : '';
    this.chapters.forEach((node, index) => {
      const [from, to] = route.data.chapters[index];
      const [numeral] = node.title.split(' ');
      node.textContent = textWidth(node.title, chapterFont) < (to - from) * width - 8 ? node.title : numeral;
    });
  }

  /** @param {number} stop */
  #slide(stop) {
    Object.assign(this.node, { ariaValueNow: stop + 1, ariaValueText: nameOfBar(stop) });
  }

  /** @param {MouseEvent} event */
  #pick({ target, clientX }) {
    const bar = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest('.stay'));
    if (bar) current.choose(Number(bar.dataset.stop));
    if (!this.isMany) return;
    const { left, width } = this.node.getBoundingClientRect();
    const at = mirrored ? (left + width - clientX) / width : (clientX - left) / width;
    const nearest = /** @type {any} */ (cheapest(route.stops, ({ mid }) => Math.abs(mid - at)));
    current.choose(route.stops.indexOf(nearest));
  }
}

/** @param {number} stop */
function nameOfBar(stop) {
  return words.say('bar', { n: stop + 1, place: route.nameOf(stop), date: route.dateOf(stop) });
}

/** @param {import('./route.js').StopData} stop @param {number} index */
function makeBar({ bar: [x0, solid0, solid1, x1], lane, undated, ticks }, index) {
  const inBar = (/** @type {number} */ at) => percent((at - x0) / (x1 - x0 || 1));
  const node = button(`stay${lane ? ' f' : ''}${undated ? ' und' : ''}`, '');
  node.dataset.stop = String(index);
  node.tabIndex = index ? -1 : 0;
  node.style.cssText = `inset-inline-start: ${percent(x0)}; width: max(4px, ${percent(x1 - x0)}); --l: ${inBar(solid0)}; --r: ${x1 > x0 ? inBar(solid1) : '100%'}`;
  node.title = nameOfBar(index);
  node.ariaLabel = node.title;
  const body = element('span', 'b');
  body.append(...ticks.map((tick) => startingAt(element('span', 'tk'), inBar(tick))));
  node.append(body, element('span', 'tx'));
  return node;
}

/** All stays of a lane as one line. @param {number} lane */
function drawnStays(lane) {
  const drawing = svgElement('svg', { class: `stays${lane ? ' f' : ''}`, viewBox: '0 0 1 1', preserveAspectRatio: 'none' });
  const stays = route.stops.filter((stop) => stop.lane === lane).map(({ bar: [x0, , , x1] }) => `M${x0} .5H${x1}`);
  drawing.append(svgElement('path', { d: stays.join('') }));
  return drawing;
}

/** @returns {HTMLElement[]} */
function chapterNames() {
  const heads = document.querySelectorAll('.chapter h2');
  return route.data.chapters.map(([from, to], index) => {
    const node = startingAt(element('div', 'chap'), percent(from));
    node.title = ['.rn', '.title'].map((part) => heads[index]?.querySelector(part)?.textContent).join(' ');
    node.style.width = percent(to - from);
    return node;
  });
}

function axis() {
  const node = decoration('div', 'axis');
  for (const [at, rank, label] of route.data.axis.ticks) {
    node.append(startingAt(element('i', `r${rank}`), percent(at)));
    if (label) node.append(startingAt(element('span', '', label), percent(at)));
  }
  return node;
}

/** @param {HTMLElement} node @param {string} start */
function startingAt(node, start) {
  node.style.insetInlineStart = start;
  return node;
}

/** @param {number} share */
function percent(share) {
  return `${share * 100}%`;
}
