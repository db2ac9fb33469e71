// The frame of the page: views, lists of names, keys, dialogs. A view is a module with the functions that VIEWS names.

import {html, nothing, render} from './lib/lit-html.js';
import {api, backOff, clock, every, key, moment, num, oneLine, pause, rate, settings} from './lib.js';
import {live, on, want} from './live.js';

const VIEWS = {
  topics: {title: 'Topics', file: './topics.js'},
  groups: {title: 'Groups', file: './groups.js'},
  deliveries: {title: 'Deliveries', file: './deliveries.js'},
  'dead-letters': {title: 'Dead letters', file: './dead-letters.js'},
  cluster: {title: 'Cluster', file: './cluster.js'},
  pushes: {title: 'Pushes', file: './pushes.js'},
};

const KEYS = [
  ['/', 'filter the list'], ['Ctrl K', 'go to a topic or group'], ['J K', 'move'], ['Enter', 'open'],
  ['Space', 'pause the tail'], ['S', 'send a record, or dead letters back'], ['Ctrl Enter', 'submit the form'], ['R', 'send the open record again'],
  ['M', 'move offsets'], ['X', 'select a dead letter'], ['1 2 3 4 5 6', 'views'], ['Esc', 'close'], ['?', 'this list'],
];

export const app = {
  view: null, name: 'topics', target: '', query: new URLSearchParams(), failing: null, updated: Date.now(),
  drawer: null, toast: '', keys: settings.get('weir.keys') !== 'off', said: '', goTo: '', found: [], held: 0, brokers: null, asked: false,
};

let drawing = false;

/** Draws the page in the next frame, once. */
export function update() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(draw);
}

function draw() {
  drawing = false;
  render(frame(), document.body);
  app.view?.drawn?.();
  want(app.view?.wanted?.() ?? {});
}

/** Says something to people who cannot see the page. */
export function say(text) {
  app.said = text;
  update();
}

export function toast(text) {
  app.toast = text;
  say(text);
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => {
    app.toast = '';
    update();
  }, 2500);
}

export async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    toast(`${what} copied`);
  } catch {
    toast('The browser does not let this page copy');
  }
}

/**
 * Runs a request that is sent again and again. Where Weir or Kafka does not respond, the page says so and keeps what it
 * shows; any other refusal is thrown on.
 */
export async function watched(work) {
  try {
    const result = await work();
    app.failing = null;
    app.updated = Date.now();
    return result;
  } catch (refusal) {
    if (refusal.name === 'AbortError') return undefined;
    if (refusal.status !== 0 && !(refusal.status >= 500)) throw refusal;
    app.failing = refusal;
    update();
    return undefined;
  }
}

/** The buttons that copy what an action does, as a request, and as a command where there is one. */
export const copyButtons = (asCurl, asCommand, disabled = false) => html`<div class="copies"><button type="button" class="btn q sm" ?disabled=${disabled} @click=${() => copy(asCurl(), 'curl command')}>Copy as curl</button>${asCommand ? html`<button type="button" class="btn q sm" ?disabled=${disabled} @click=${() => copyCommand(asCommand())}>Copy as command</button>` : nothing}</div>`;

/** An argument of a command ends at a NUL, so a text that has one is none. */
export const copyCommand = text => (text.includes('\0') ? toast('No command can hold a NUL; the curl command does') : copy(text, 'Command'));

/** A problem in words, with its times in those of the browser. */
export function problemText(problem) {
  if (problem.kind !== 'stalled') return problem.text;
  return `P${problem.partition} has committed nothing since ${problem.at_least ? 'before ' : ''}${moment(problem.since)} while ${rate(problem.arriving)} arrive`;
}

/** Closes a menu after a choice. */
export function shut(e) {
  if (e.target.closest('button')) e.currentTarget.open = false;
}

/** A list to choose from; options are pairs of value and text. */
export const choice = (label, options, value, change) => html`<span class="sel"><select class="btn" aria-label=${label} @change=${e => change(e.target.value)}>${options.map(([each, text]) => html`<option value=${each} ?selected=${each === value}>${text}</option>`)}</select></span>`;

// ---- What a view shows in place of its content -------------------------------------------------------------------

const askForKey = () => document.getElementById('key').showModal();

const ADVICE = {
  400: 'Check the address: a name or a number in it is not possible.',
  401: 'Enter the API key or the token that you were given.',
  403: 'Ask whoever runs Weir for the right, or use another key.',
  404: 'It may have been deleted. Select another one in the list.',
  429: 'Wait a moment, or close other pages of Weir.',
};

/** A refusal: the reason as Weir gives it, and what to do. */
export const refused = (refusal, again) => html`<div class="none" role="alert"><p class="err">${refusal.message}</p><p>${ADVICE[refusal.status] ?? 'The page tries again by itself.'}</p>${refusal.status === 401 || refusal.status === 403 ? html`<button class="btn" @click=${askForKey}>Enter a key</button>` : again ? html`<button class="btn" @click=${again}>Try again</button>` : nothing}</div>`;

/** What is shown until the first response. */
export function waiting(what) {
  const trouble = troubled();
  return html`<p class="none" role=${trouble ? 'alert' : nothing}>${trouble ? html`<span class="err">${trouble.text}</span> ${trouble.advice}` : `Loading ${what}`}</p>`;
}

/** Why what is shown does not change; null where it does. */
function troubled() {
  const silent = live.failure || (app.failing?.status === 0 && app.failing.message);
  if (silent) return {word: 'Reconnecting', text: `${silent}.`, advice: 'The page tries again by itself, and goes on without a gap.'};
  if (live.status?.cluster === 'down' || app.failing) return {word: 'Failing', text: `${app.failing?.message ?? 'Kafka does not respond'}.`, advice: 'Check the brokers; the page goes on by itself when they respond.'};
  return null;
}

// ---- Lists of names ----------------------------------------------------------------------------------------------

const PAGE = 100;
const SPARE = 6;
const TYPING_MILLIS = 150;

/**
 * A list of names at the left of a view. Weir filters it and sends a page at a time; only rows in sight are drawn.
 *
 * page, name and row say where the items come from, what their names are, and what is drawn; complete may put the
 * items of a list of one page in another order.
 */
export class NameList {
  constructor({noun, page, name, row, height, complete = items => items, read = () => {}}) {
    Object.assign(this, {noun, page, name, row, height, complete, read});
    Object.assign(this, {filter: '', items: null, more: false, refusal: null, top: 0, space: 900, asked: 0, stop: null});
  }

  start(millis) {
    this.stop ??= every(millis, () => this.renew());
  }

  end() {
    this.stop?.();
    this.stop = null;
  }

  pageInSight() {
    return Math.floor(this.top / this.height / PAGE) * PAGE;
  }

  /** Reads the page that begins at an index. The pages after it are forgotten, and read again when they are in sight. */
  async load(from = 0) {
    const mine = this.asked += 1;
    const kept = (this.items ?? []).slice(0, from);
    const query = new URLSearchParams({limit: PAGE});
    if (this.filter) query.set('contains', this.filter);
    if (kept.length) query.set('after', this.name(kept.at(-1)));
    try {
      const page = await watched(() => this.page(query));
      if (mine !== this.asked || !page) return;
      this.items = [...kept, ...page.items];
      this.more = page.more;
      this.refusal = null;
      this.read(this);
      if (this.more && this.top + this.space > (this.items.length - SPARE) * this.height) await this.load(this.items.length);
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      if (mine === this.asked) this.refusal = refusal;
    }
    update();
  }

  /** Reads the page in sight again. */
  renew() {
    return this.load(this.pageInSight());
  }

  search(text) {
    this.filter = text;
    clearTimeout(this.typing);
    this.typing = setTimeout(() => {
      this.top = 0;
      this.load();
    }, TYPING_MILLIS);
    update();
  }

  /** All that were read, in the order in which they are shown. */
  shown() {
    return this.more ? this.items : this.complete(this.items ?? []);
  }

  inSight() {
    const first = Math.max(0, Math.floor(this.top / this.height) - SPARE);
    return [first, Math.min(this.shown().length, Math.ceil((this.top + this.space) / this.height) + SPARE)];
  }

  scrolled(e) {
    this.top = e.target.scrollTop;
    this.space = e.target.clientHeight;
    if (this.more && this.top + this.space > (this.items.length - PAGE / 4) * this.height && this.asking !== this.items.length) {
      this.asking = this.items.length;
      this.load(this.items.length).finally(() => { this.asking = -1; });
    }
    update();
  }

  state(empty) {
    if (this.refusal) return refused(this.refusal);
    if (!this.items) return waiting(`${this.noun}s`);
    if (this.items.length) return nothing;
    return html`<p class="none">${this.filter ? `No ${this.noun} has "${this.filter}" in its name.` : empty}</p>`;
  }

  view({empty, above = nothing}) {
    const all = this.shown();
    const [first, last] = this.inSight();
    return html`<div class="find"><input class="in" placeholder=${this.items && !this.more && !this.filter ? `Filter ${num(all.length)} ${this.noun}${all.length === 1 ? '' : 's'}` : `Filter ${this.noun}s`} aria-label="Filter ${this.noun}s" autocomplete="off" spellcheck="false" .value=${this.filter} @input=${e => this.search(e.target.value.trim())}>${app.keys ? html`<kbd>/</kbd>` : nothing}</div>
      ${this.state(empty)}
      <div class="names" @scroll=${e => this.scrolled(e)}><ul .style=${`padding:${first * this.height}px 0 ${(all.length - last) * this.height}px`}>${above}${all.slice(first, last).map((item, i) => this.row(item, first + i, all))}</ul></div>`;
  }

  drawn() {
    this.space = document.querySelector('.names')?.clientHeight || this.space;
  }
}

/** A page of items that the page has already, or null where it has none yet; for a NameList of them. */
export function pageOf(items, name, query) {
  if (!items) return null;
  const text = (query.get('contains') ?? '').toLowerCase();
  const found = items.filter(item => name(item).toLowerCase().includes(text));
  const begin = query.has('after') ? found.findIndex(item => name(item) === query.get('after')) + 1 : 0;
  return {items: found.slice(begin, begin + PAGE), more: found.length > begin + PAGE};
}

/** A name of which the beginning is cut where it is too long, because most names differ at their end. */
export function ended(name) {
  const cut = Math.max(0, name.length - TAIL);
  return html`<span class="nm ends" title=${name}><span>${name.slice(0, cut)}</span><span>${name.slice(cut)}</span></span>`;
}

const TAIL = 9;

// ---- Addresses ---------------------------------------------------------------------------------------------------

const known = () => Object.keys(VIEWS);

export function address(view, target = '', query = {}) {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined)).toString();
  return `#/${view}${target ? `/${encodeURIComponent(target)}` : ''}${text ? `?${text}` : ''}`;
}

/** Writes what is shown into the address, without a new entry in the history of the browser. Returns its query. */
export function keep(query) {
  history.replaceState(null, '', address(app.name, app.target, query));
  return location.hash.split('?')[1] ?? '';
}

export const go = (...where) => {
  location.hash = address(...where);
};

/** Goes on to what an address stands for, which the way back then leaves out. */
export const goOn = (...where) => location.replace(address(...where));

/** A part of an address; one that somebody has typed may be no code. */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let routes = 0;

/** Loads the module of a view, as often as it takes; null where the user has gone to another view meanwhile. */
async function module(name, mine) {
  for (let attempt = 0; mine === routes; attempt += 1) {
    try {
      // A browser may remember that a module could not be loaded.
      return await import(attempt ? `${VIEWS[name].file}?${attempt}` : VIEWS[name].file);
    } catch (cause) {
      if (!/module/i.test(cause.message)) throw cause;
      leave(null);
      app.name = name;
      update();
      await pause(backOff(attempt));
    }
  }
  return null;
}

function leave(next) {
  if (app.view && app.view !== next) app.view.close();
  app.view = next;
}

async function route() {
  const mine = routes += 1;
  const [, view = '', target = '', query = ''] = /^#\/([a-z-]*)\/?([^?]*)\??(.*)$/.exec(location.hash) || [];
  const name = known().includes(view) ? view : 'topics';
  const found = await module(name, mine);
  if (!found || mine !== routes) return;
  leave(found);
  app.name = name;
  app.target = decoded(target);
  app.query = new URLSearchParams(query);
  app.drawer = null;
  found.open(app.target, app.query);
  // Where the window is narrow, the list of views is scrolled.
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector('.top nav [aria-current]')?.scrollIntoView({block: 'nearest', inline: 'nearest'})));
  document.title = `${oneLine(app.target) || VIEWS[name].title}, Weir`;
  update();
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  settings.set('weir.theme', root.dataset.theme);
  update();
}

function drawer(which) {
  app.drawer = app.drawer === which ? null : which;
  update();
}

export function openSide() {
  app.drawer = 'side';
  update();
}

function status(trouble) {
  if (trouble) return html`<span class="pulse off"><i></i>${trouble.word}</span>`;
  if (!live.connected) return html`<span class="pulse wait"><i></i>Connecting</span>`;
  const millis = live.status?.latency_ms;
  return html`<span class="pulse" title="How long Kafka takes to answer"><i></i>Live${millis === null || millis === undefined ? nothing : `, ${num(millis)} ms`}</span>`;
}

const strip = trouble => html`<div class="lost" role="status"><b>${trouble.word}</b>, last update ${clock(Math.max(live.updated, app.updated))}. ${trouble.text} ${trouble.advice}</div>`;

const megabytes = n => Math.round(n / 1_048_576);

function foot() {
  const {status: state, version} = live;
  return html`<div class="end">${state ? html`<span>${num(state.streams)} live stream${state.streams === 1 ? '' : 's'}</span><span>Weir ${version}, heap ${megabytes(state.heap_used)} of ${megabytes(state.heap_max)} MB</span>` : nothing}</div>`;
}

const loading = () => html`<div class="head"><h1>${VIEWS[app.name].title}</h1></div>${waiting('the view')}`;

/** A part of the page. A defect in one of them leaves the others as they are. */
function part(draws) {
  try {
    return draws?.() ?? nothing;
  } catch (defect) {
    console.error(defect);
    return html`<div class="none" role="alert"><p class="err">The console has a defect: ${oneLine(String(defect.message))}</p><p>This part cannot be shown. Reload the page, or go to another view.</p></div>`;
  }
}

function frame() {
  const view = app.view;
  const trouble = troubled();
  return html`<div class="app ${trouble ? 'stale' : ''} ${view?.side ? '' : 'wide'}">
    <header class="top">
      <div class="mark"><svg width="20" height="18" viewBox="0 0 20 18" aria-hidden="true"><g fill="currentColor"><path d="M0 2h14v2.4H0zM0 7.8h9v2.4H0zM0 13.6h17V16H0z"/></g><path d="M16 0h2.4v6.4H16z" fill="var(--g1)"/><path d="M11 5.8h2.4v6.4H11z" fill="var(--g2)"/></svg><span>Weir</span></div>
      <nav aria-label="Views">${known().map(name => html`<a href=${address(name)} aria-current=${name === app.name ? 'page' : nothing}>${VIEWS[name].title}${name === 'dead-letters' && app.held ? html` <span class="cnt" aria-label="${app.held} held">${app.held > 999 ? '999+' : app.held}</span>` : nothing}</a>`)}</nav>
      <div class="end">
        <button class="btn narrow" aria-expanded=${app.drawer === 'rail'} @click=${() => drawer('rail')}>List</button>
        ${view?.side ? html`<button class="btn mid" aria-expanded=${app.drawer === 'side'} @click=${() => drawer('side')}>${view.sideName}</button>` : nothing}
        ${status(trouble)}
        ${app.brokers ? html`<span class="cluster">Kafka <span class="m">${app.brokers}</span></span>` : nothing}
        <button class="btn goto" @click=${openGoTo}>Go to <kbd class="key">Ctrl K</kbd></button>
        <button class="btn q" aria-label="Switch theme" @click=${theme}><svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg></button>
      </div>
    </header>
    <aside class="rail ${app.drawer === 'rail' ? 'open' : ''}" aria-label=${VIEWS[app.name].title}>${part(view?.rail)}</aside>
    <main class="work">${trouble ? strip(trouble) : nothing}${part(view ? view.work : loading)}</main>
    ${view?.side ? html`<aside class="side ${app.drawer === 'side' ? 'open' : ''}" aria-label=${view.sideName}>${part(view.side)}</aside>` : nothing}
    <footer class="foot">${app.keys ? (view?.hints ?? []).map(([keys, what]) => html`<span class="key">${keys.split(' ').map(one => html`<kbd>${one}</kbd> `)}${what}</span>`) : nothing}
      <button class="btn q sm" @click=${() => document.getElementById('keys').showModal()}><kbd>?</kbd> all keys</button>
      ${foot()}</footer>
    <div class="vh" role="status" aria-live="polite">${app.said}</div>
    ${app.toast ? html`<div class="toast" aria-hidden="true">${app.toast}</div>` : nothing}
  </div>${dialogs()}`;
}

const dialogs = () => html`
  <dialog id="keys" aria-labelledby="keys-title"><h2 id="keys-title">Keys</h2>
    <dl>${KEYS.map(([keys, what]) => html`<dt>${keys.split(' ').map(one => html`<kbd>${one}</kbd> `)}</dt><dd>${what}</dd>`)}</dl>
    <p><label><input type="checkbox" .checked=${app.keys} @change=${e => setKeys(e.target.checked)}> Keys without Ctrl are on</label></p>
    <form method="dialog"><button class="btn">Close</button></form></dialog>
  <dialog id="goto" aria-labelledby="goto-title"><h2 id="goto-title">Go to a topic or group</h2>
    <input class="in" aria-label="Name" autocomplete="off" .value=${app.goTo} @input=${e => find(e.target.value.trim())} @keydown=${e => e.key === 'Enter' && document.querySelector('#goto li button')?.click()}>
    <ul>${app.found.map(([view, name]) => html`<li><button @click=${() => { document.getElementById('goto').close(); go(view, name); }}><span class="iso">${oneLine(name)}</span> <span class="f">${view === 'topics' ? 'topic' : 'group'}</span></button></li>`)}</ul></dialog>
  <dialog id="key" aria-labelledby="key-title"><h2 id="key-title">Weir asks who you are</h2>
    <form @submit=${enterKey}><p>${key.get() ? html`<span class="err">Weir does not accept the key that this tab has.</span> ` : nothing}Enter an API key or a token. It stays in this tab, and is sent with each request.</p>
      <input class="in" type="password" name="key" aria-label="API key or token" autocomplete="off" required @input=${e => e.target.setCustomValidity('')}>
      <button class="btn pri">Use the key</button></form></dialog>`;

let finding = 0;

/** Asks for topics and groups with a text in their names. */
async function find(text) {
  const mine = finding += 1;
  app.goTo = text;
  const query = new URLSearchParams({limit: 20});
  if (text) query.set('contains', text);
  const may = ask => watched(ask).catch(refusal => {
    if (refusal.status === 403) return [];
    throw refusal;
  });
  try {
    const [names, groups] = await Promise.all([may(() => api(`topics?${query}`)), may(() => api(`groups?lag=false&${query}`))]);
    if (mine === finding) app.found = [...(names ?? []).map(name => ['topics', name]), ...(groups ?? []).map(({group}) => ['groups', group])];
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    toast(refusal.message);
  }
  update();
}

async function openGoTo() {
  document.getElementById('goto').showModal();
  await find('');
}

function enterKey(e) {
  e.preventDefault();
  const field = e.target.elements.key;
  const text = field.value.trim();
  // A browser sends no other characters in a header.
  if (!/^[\x21-\x7e]+$/.test(text)) {
    field.setCustomValidity('A key has letters, digits and signs without spaces. This one has others; copy it again.');
    field.reportValidity();
    return;
  }
  key.set(text);
  location.reload();
}

function setKeys(on) {
  app.keys = on;
  settings.set('weir.keys', on ? 'on' : 'off');
  update();
}

function onKey(e) {
  if (e.ctrlKey && e.key.toLowerCase() === 'k') {
    e.preventDefault();
    openGoTo();
    return;
  }
  if (e.key === 'Escape' && app.drawer) {
    drawer(app.drawer);
    return;
  }
  const typing = e.target.closest?.('input:not([type=checkbox]), textarea, select, dialog');
  if (typing || e.ctrlKey || e.metaKey || e.altKey || !app.keys) return;
  const onControl = e.target.closest?.('button, a') && (e.key === 'Enter' || e.key === ' ');
  if (onControl) return;
  if (e.key === '?') document.getElementById('keys').showModal();
  else if (e.key === '/') document.querySelector('.rail .find input')?.focus();
  else if (/^[1-9]$/.test(e.key) && known()[e.key - 1]) go(known()[e.key - 1]);
  else if (!app.view?.key?.(e.key.length === 1 ? e.key.toLowerCase() : e.key)) return;
  e.preventDefault();
}

if (settings.get('weir.theme')) document.documentElement.dataset.theme = settings.get('weir.theme');
addEventListener('hashchange', route);
addEventListener('keydown', onKey);
addEventListener('resize', update);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
addEventListener('weir-key', () => {
  // Once; whoever closes the dialog finds a button in the view.
  if (!app.asked) askForKey();
  app.asked = true;
});
addEventListener('error', e => toast(`The console has a defect: ${e.message}`));
addEventListener('unhandledrejection', e => toast(`The console has a defect: ${e.reason?.message ?? e.reason}`));

/** What the header says of Kafka; nothing where the user may not know it. */
async function readHeader() {
  const cluster = await watched(() => api('cluster')).catch(refusal => {
    if (refusal.status === undefined) throw refusal;
    return null;
  });
  const [first, ...others] = cluster?.brokers ?? [];
  if (cluster) app.brokers = first ? `${first.host}:${first.port}${others.length ? ` and ${others.length} more` : ''}` : null;
  update();
}

on('status', line => { app.held = line.dead_letters ?? app.held; });
on('change', update);
render(frame(), document.body);
every(30_000, readHeader);
route();
