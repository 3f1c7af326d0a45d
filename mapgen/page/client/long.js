// @ts-check
/* What only a long road needs: its first chapters are at work while the others come. */
import { element, find, findAll, on } from './dom.js';
import { begin, legs, plate, readings, story, timeline } from './main.js';
import { current, route } from './page.js';
import { Strand } from './strand.js';

/** How many stops have come; no leg leads to one that has not. */
let come = route.articles.length;
legs.strands = findAll('#world [data-legs]').map((path) => {
  const strand = new Strand(path, path.dataset.legs);
  const [ahead, now] = [strand.copy('before', 'dim'), strand.copy('after', 'on')];
  return {
    show() {
      strand.draw((stop) => stop < come && !current.isFaint(stop));
      strand.draw((stop) => stop < come && current.isFaint(stop), ahead);
      strand.draw((stop) => stop === current.stop, now);
    },
  };
});
timeline.strands = findAll('.stays path').map((path) => {
  const strand = new Strand(path, path.dataset.stays);
  strand.copy('before', 'out');
  return { show: () => strand.draw((stop) => route.shown[stop]) };
});

/** Stands for each stop that has not come. */
const nothing = element('li');
nothing.append(element('article'));
route.articles = route.stops.map((_, stop) => route.articles[stop] ?? nothing.firstChild);
route.show(route.stops.map((_, stop) => stop < come));
const asking = findAll('.filters, .brush');
for (const form of asking) form.inert = true;
legs.show();
plate.refill();
plate.fit();
current.choose(route.find(location.hash.replace(/^#stop[-=]/, '')), { instant: true, quiet: true });
on(document, 'DOMContentLoaded', () => {
  const rest = find('.rest');
  if (rest) {
    story.fold(rest);
    find('.chapters').append(...rest.children);
    rest.remove();
  }
  route.articles = findAll('article.stop');
  come = route.stops.length;
  route.show(route.stops.map(() => true));
  for (const form of asking) form.inert = false;
  readings.show(null);
  legs.show();
  plate.refill();
  begin();
});
