// The frame of the page: views, rail, keys, dialogs. A view is a module with the functions that VIEWS names.

import {html, nothing, render} from './lib/lit-html.js';
import {api, clock, every, key} from './lib.js';
import * as topics from './topics.js';

const VIEWS = {
  topics: {title: 'Topics', load: async () => topics},
  groups: {title: 'Groups', load: () => import('./groups.js')},
  'dead-letters': {title: 'Dead letters', load: () => import('./dead-letters.js')},
  cluster: {title: 'Cluster', load: () => import('./cluster.js')},
};

const KEYS = [
  ['/', 'filter the list'], ['Ctrl K', 'go to a topic or group'], ['J K', 'move'], ['Enter', 'open'],
  ['Space', 'pause the tail'], ['S', 'send a record, or dead letters back'], ['Ctrl Enter', 'submit the form'], ['R', 'send the open record again'],
  ['M', 'move offsets'], ['X', 'select a dead letter'], ['1 2 3 4', 'views'], ['Esc', 'close'], ['?', 'this list'],
];

export const app = {
  view: null, name: 'topics', target: '', query: new URLSearchParams(), lost: null, updated: Date.now(), latency: null,
  version: '', drawer: null, toast: '', keys: localStorage.getItem('weir.keys') !== 'off', said: '', goTo: '', all: [],
};

let drawing = false;

/** Draws the page in the next frame, once. */
export function update() {
  if (drawing) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    render(frame(), document.body);
    app.view?.drawn?.();
  });
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

/** Runs a request of a poll: a failure marks the page as stale, the next success takes the mark away. */
export async function watched(work) {
  try {
    const result = await work();
    app.lost = null;
    app.updated = Date.now();
    return result;
  } catch (refusal) {
    if (refusal.name === 'AbortError') return undefined;
    if (refusal.status === undefined) throw refusal;
    if (refusal.status === 0 || refusal.status >= 500) app.lost = refusal;
    update();
    return undefined;
  }
}

const known = () => Object.keys(VIEWS);

export function address(view, target = '', query = {}) {
  const text = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '' && value !== undefined)).toString();
  return `#/${view}${target ? `/${encodeURIComponent(target)}` : ''}${text ? `?${text}` : ''}`;
}

/** Writes what is shown into the address, without a new entry in the history of the browser. */
export function keep(query) {
  history.replaceState(null, '', address(app.name, app.target, query));
}

export const go = (...where) => {
  location.hash = address(...where);
};

async function route() {
  const [, view = '', target = '', query = ''] = /^#\/([a-z-]*)\/?([^?]*)\??(.*)$/.exec(location.hash) || [];
  const name = known().includes(view) ? view : 'topics';
  const module = await VIEWS[name].load();
  if (app.view && app.view !== module) app.view.close();
  app.view = module;
  app.name = name;
  app.target = decodeURIComponent(target);
  app.query = new URLSearchParams(query);
  app.drawer = null;
  module.open(app.target, app.query);
  document.title = `${app.target || VIEWS[name].title}, Weir`;
  update();
}

function theme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  localStorage.setItem('weir.theme', root.dataset.theme);
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

const status = () => (app.lost
  ? html`<span class="pulse off"><i></i>Reconnecting</span>`
  : html`<span class="pulse"><i></i>Live${app.latency === null ? nothing : `, ${app.latency} ms`}</span>`);

function frame() {
  const view = app.view;
  return html`<div class="app ${app.lost ? 'stale' : ''} ${view?.side ? '' : 'wide'}">
    <header class="top">
      <div class="mark"><svg width="20" height="18" viewBox="0 0 20 18" aria-hidden="true"><g fill="currentColor"><path d="M0 2h14v2.4H0zM0 7.8h9v2.4H0zM0 13.6h17V16H0z"/></g><path d="M16 0h2.4v6.4H16z" fill="var(--g1)"/><path d="M11 5.8h2.4v6.4H11z" fill="var(--g2)"/></svg><span>Weir</span></div>
      <nav aria-label="Views">${known().map(name => html`<a href=${address(name)} aria-current=${name === app.name ? 'page' : nothing}>${VIEWS[name].title}</a>`)}</nav>
      <div class="end">
        <button class="btn narrow" aria-expanded=${app.drawer === 'rail'} @click=${() => drawer('rail')}>List</button>
        ${view?.side ? html`<button class="btn mid" aria-expanded=${app.drawer === 'side'} @click=${() => drawer('side')}>${view.sideName}</button>` : nothing}
        ${status()}
        <span class="m cluster">${location.host}</span>
        <button class="btn goto" @click=${openGoTo}>Go to <kbd class="key">Ctrl K</kbd></button>
        <button class="btn q" aria-label="Switch theme" @click=${theme}><svg width="15" height="15" viewBox="0 0 16 16" aria-hidden="true"><circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" stroke-width="1.4"/><path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor"/></svg></button>
      </div>
    </header>
    <aside class="rail ${app.drawer === 'rail' ? 'open' : ''}" aria-label=${VIEWS[app.name].title}>${view?.rail() ?? nothing}</aside>
    <main class="work">${view?.work() ?? nothing}</main>
    ${app.lost ? html`<div class="lost" role="status">Reconnecting, last update ${clock(app.updated)}. ${app.lost.message}</div>` : nothing}
    ${view?.side ? html`<aside class="side ${app.drawer === 'side' ? 'open' : ''}" aria-label=${view.sideName}>${view.side()}</aside>` : nothing}
    <footer class="foot">${app.keys ? (view?.hints ?? []).map(([keys, what]) => html`<span class="key">${keys.split(' ').map(one => html`<kbd>${one}</kbd> `)}${what}</span>`) : nothing}
      <button class="btn q sm" @click=${() => document.getElementById('keys').showModal()}><kbd>?</kbd> all keys</button>
      <div class="end"><span>Weir ${app.version}</span></div></footer>
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
    <input class="in" aria-label="Name" autocomplete="off" .value=${app.goTo} @input=${e => { app.goTo = e.target.value; update(); }} @keydown=${e => e.key === 'Enter' && document.querySelector('#goto li button')?.click()}>
    <ul>${matches().map(([view, name]) => html`<li><button @click=${() => { document.getElementById('goto').close(); go(view, name); }}>${name} <span class="f">${view === 'topics' ? 'topic' : 'group'}</span></button></li>`)}</ul></dialog>
  <dialog id="key" aria-labelledby="key-title"><h2 id="key-title">Weir asks who you are</h2>
    <form @submit=${enterKey}><p>Enter an API key or a token. It stays in this tab, and is sent with each request.</p>
      <input class="in" type="password" name="key" aria-label="API key or token" autocomplete="off" required>
      <button class="btn pri">Use the key</button></form></dialog>`;

function matches() {
  const wanted = app.goTo.toLowerCase();
  return app.all.filter(([, name]) => name.toLowerCase().includes(wanted)).slice(0, 40);
}

async function openGoTo() {
  app.goTo = '';
  update();
  document.getElementById('goto').showModal();
  await watched(async () => {
    const [names, groups] = await Promise.all([api('topics'), api('groups')]);
    app.all = [...names.map(name => ['topics', name]), ...groups.map(({group}) => ['groups', group])];
  });
  update();
}

function enterKey(e) {
  e.preventDefault();
  key.set(new FormData(e.target).get('key'));
  location.reload();
}

function setKeys(on) {
  app.keys = on;
  localStorage.setItem('weir.keys', on ? 'on' : 'off');
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

if (localStorage.getItem('weir.theme')) document.documentElement.dataset.theme = localStorage.getItem('weir.theme');
addEventListener('hashchange', route);
addEventListener('keydown', onKey);
addEventListener('resize', update);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', update);
addEventListener('weir-key', () => {
  const dialog = document.getElementById('key');
  if (dialog && !dialog.open) dialog.showModal();
});
addEventListener('error', e => toast(`The console has a defect: ${e.message}`));
addEventListener('unhandledrejection', e => toast(`The console has a defect: ${e.reason?.message ?? e.reason}`));

render(frame(), document.body);
every(5000, () => watched(async () => {
  const start = performance.now();
  const {bridge_version: version} = await api('');
  app.latency = Math.round(performance.now() - start);
  app.version = version;
  update();
}));
route();
