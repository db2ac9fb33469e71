// The view of the cluster: brokers, health, topics whose replicas are not well, settings, features and quotas.

import {html, nothing} from './lib/lit-html.js';
import {NameList, address, copyButtons, keep, pageOf, refused, update, waiting, watched} from './app.js';
import {api, apiPage, command, curl, every, num, oneLine, path} from './lib.js';

export const hints = [['1 2 3 4 5 6', 'views']];

const LISTED = 50;
const PAGE = 200;
const SHOWN = [['changed', 'Changed'], ['all', 'All']];

const fresh = () => ({cluster: null, health: null, refusal: null, checked: null, more: false, checking: null, broker: '', settings: 'changed', parts: {}});
let state = fresh();
let stops = null;

const nameOf = each => String(each.broker);
const list = new NameList({noun: 'broker', page: async query => pageOf(state.cluster?.brokers, nameOf, query), name: nameOf, height: 44, row: rowOf});

export function open(target, query) {
  const settings = query.get('settings') === 'all' ? 'all' : 'changed';
  const isOther = state.broker !== target || state.settings !== settings;
  Object.assign(state, {broker: target, settings});
  if (isOther) state.parts.settings = null;
  if (stops && isOther) readParts();
  stops ??= [every(5000, read), every(15_000, () => !state.checking && check(false)), every(30_000, readParts)];
}

export function close() {
  stops?.forEach(stop => stop());
  state.checking?.abort();
  stops = null;
  state = fresh();
  list.items = null;
}

async function read() {
  try {
    const found = await watched(() => Promise.all([api('cluster'), api('ready').catch(down => {
      if (down.status === 503 && down.body?.checks) return down.body;
      throw down;
    })]));
    const isFirst = !state.cluster;
    if (found) [state.cluster, state.health] = found;
    state.refusal = null;
    if (found) list.renew();
    if (found && isFirst) readParts();
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    state.refusal = refusal;
  }
  update();
}

const broker = () => state.broker || String(state.cluster?.brokers[0]?.broker ?? '');
const settingsAddress = () => `${path('cluster', 'brokers', broker(), 'configs')}${state.settings === 'all' ? '?all=true' : ''}`;

/** Reads what changes rarely. Each part may be refused by itself. */
async function readParts() {
  const mine = state;
  if (!mine.cluster || !broker()) return;
  const addresses = {settings: settingsAddress, features: () => 'cluster/features', quotas: () => 'cluster/quotas'};
  await Promise.all(Object.entries(addresses).map(async ([name, address]) => {
    try {
      const asked = address();
      const items = await watched(() => api(asked));
      if (items && asked === address()) mine.parts[name] = {items};
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      mine.parts[name] = {refusal};
    }
  }));
  update();
}

const sum = (field, topics) => topics.reduce((all, each) => all + each[field], 0);

/** Reads the details of a page of topics; of all pages only after a click, because they cost much in a large cluster. */
async function check(all) {
  const mine = state;
  const found = {topics: 0, partitions: 0, ill: []};
  mine.checking = new AbortController();
  const {signal} = mine.checking;
  let after = '';
  try {
    for (let more = true; more && !signal.aborted;) {
      const page = await watched(() => apiPage(`topics?${new URLSearchParams({details: true, limit: PAGE, ...after && {after}})}`, signal));
      if (!page) break;
      found.topics += page.items.length;
      found.partitions += sum('partitions', page.items);
      found.ill.push(...page.items.filter(each => each.leaderless || each.under_replicated));
      more = all && page.more;
      after = page.items.at(-1)?.name;
      // A check of everything keeps its result until the next click.
      if (all || !mine.checked?.whole) Object.assign(mine, {checked: {...found, whole: all}, more: page.more});
      update();
    }
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    if (!mine.checked) mine.checked = {...found, refusal};
  }
  mine.checking = null;
  update();
}

function rowOf(each) {
  return html`<li><a href=${address('cluster', nameOf(each))} aria-current=${nameOf(each) === broker() ? 'true' : nothing}><span class="nm">${each.broker}</span><span class="stt">${each.host}:${each.port}</span><span class="rt">${each.controller ? 'controller' : ''}</span></a></li>`;
}

function railOf() {
  if (state.refusal && !list.items) return refused(state.refusal);
  return html`<div class="grp">${list.view({empty: 'The cluster has no brokers.'})}</div>`;
}
export {railOf as rail};

export const drawn = () => list.drawn();

function progress() {
  const {checked, more, checking} = state;
  if (checking && more) return html`<p class="none">${num(checked?.topics ?? 0)} topics checked <button class="btn sm" @click=${() => checking.abort()}>Cancel</button></p>`;
  return more ? html`<p class="none">The first ${num(checked.topics)} topics are checked. <button class="btn" @click=${() => check(true)}>Check all topics</button></p>` : nothing;
}

function replicas() {
  const {checked} = state;
  if (!checked) return waiting('topics');
  if (checked.refusal) return refused(checked.refusal);
  const {ill} = checked;
  return html`${progress()}${ill.length ? html`<table class="pt"><colgroup><col><col class="w200"><col class="w200"></colgroup><thead><tr><th>Topic</th><th class="r">Partitions without a leader</th><th class="r">Under-replicated</th></tr></thead><tbody>${ill.slice(0, LISTED).map(each => html`<tr><td><a href=${address('topics', each.name)}>${each.name}</a></td><td class="r ${each.leaderless ? 'hot' : ''}">${each.leaderless}</td><td class="r">${each.under_replicated}</td></tr>`)}</tbody></table>${ill.length > LISTED ? html`<p class="none">${num(ill.length - LISTED)} more.</p>` : nothing}` : html`<p class="none">Every partition has a leader, and every replica is in sync.</p>`}`;
}

const plural = (n, word) => html`<span><b>${n}</b> ${word}${n === '1' ? '' : 's'}</span>`;

const brokerRow = each => html`<tr><td><a href=${address('cluster', nameOf(each))}>${each.broker}</a></td><td>${each.host}:${each.port}</td><td>${each.rack ?? '–'}</td><td>${each.controller ? 'controller' : 'broker'}</td></tr>`;

const checkRow = each => html`<tr><td>${each.name}</td><td class=${each.status === 'UP' ? '' : 'hot'}>${each.status === 'UP' ? 'up' : 'down'}${each.data ? html` <span class="f">${Object.entries(each.data).map(([name, value]) => `${name}: ${value}`).join(', ')}</span>` : nothing}</td></tr>`;

/** A part that is read by itself: its table, or why there is none. */
function part(name, what, empty, table) {
  const known = state.parts[name];
  if (!known) return waiting(what);
  if (known.refusal) return refused(known.refusal);
  return known.items.length ? table(known.items) : html`<p class="none">${empty}</p>`;
}

const SOURCES = {DEFAULT_CONFIG: 'default', STATIC_BROKER_CONFIG: 'file of the broker', DYNAMIC_BROKER_CONFIG: 'set for this broker', DYNAMIC_DEFAULT_BROKER_CONFIG: 'set for all brokers', DYNAMIC_BROKER_LOGGER_CONFIG: 'logger'};

const settingRow = each => html`<tr title=${each.read_only ? 'Only a restart of the broker changes it' : nothing}><td title=${each.name}>${each.name}</td><td class="iso" title=${each.sensitive ? '' : oneLine(each.value ?? '')}>${each.sensitive ? html`<span class="f">secret</span>` : each.value === null ? html`<span class="f">not set</span>` : oneLine(each.value)}</td><td><span class="f">${SOURCES[each.source.toUpperCase().replaceAll(' ', '_')] ?? each.source}</span></td></tr>`;

function choose(settings) {
  state.settings = settings;
  state.parts.settings = null;
  keep({settings: settings === 'changed' ? '' : settings});
  readParts();
  update();
}

const settings = () => html`<section aria-labelledby="settings"><div class="sech"><h2 id="settings">Settings of broker ${broker()}</h2><div class="seg" role="group" aria-label="Settings">${SHOWN.map(([key, text]) => html`<button aria-pressed=${state.settings === key} @click=${() => choose(key)}>${text}</button>`)}</div>${copyButtons(() => curl('GET', settingsAddress()))}</div>
  ${part('settings', 'settings', 'Every setting has its default.', items => html`<table class="pt"><colgroup><col><col><col class="w160"></colgroup><thead><tr><th>Name</th><th>Value</th><th>From</th></tr></thead><tbody>${items.map(settingRow)}</tbody></table>`)}</section>`;

const features = () => html`<section aria-labelledby="features"><div class="sech"><h2 id="features">Features</h2>${copyButtons(() => curl('GET', 'cluster/features'))}</div>
  ${part('features', 'features', 'The cluster reports no features.', items => html`<table class="pt"><colgroup><col><col class="w76"><col class="w110"></colgroup><thead><tr><th>Name</th><th class="r">Level</th><th class="r">Supported</th></tr></thead><tbody>${items.map(each => html`<tr><td title=${each.feature}>${each.feature}</td><td class="r">${each.level ?? '–'}</td><td class="r">${each.min_supported ?? '–'} to ${each.max_supported ?? '–'}</td></tr>`)}</tbody></table>`)}</section>`;

const quotas = () => html`<section aria-labelledby="quotas"><div class="sech"><h2 id="quotas">Quotas of clients</h2>${copyButtons(() => curl('GET', 'cluster/quotas'))}</div>
  ${part('quotas', 'quotas', 'No client has a quota.', items => html`<table class="pt"><colgroup><col><col></colgroup><thead><tr><th>Client</th><th>Limits</th></tr></thead><tbody>${items.map(each => html`<tr><td class="iso">${Object.entries(each.entity).map(([kind, name]) => `${kind} ${name === null ? 'of all others' : oneLine(name)}`).join(', ')}</td><td>${Object.entries(each.limits).map(([name, limit]) => `${name} ${num(limit)}`).join(', ')}</td></tr>`)}</tbody></table>`)}</section>`;

export function work() {
  const {cluster, health, checked, more, refusal} = state;
  if (refusal) return html`<div class="head"><h1>Cluster</h1></div>${refused(refusal)}`;
  if (!cluster) return html`<div class="head"><h1>Cluster</h1></div>${waiting('the cluster')}`;
  return html`<div class="head"><h1>Cluster</h1><div class="facts">${plural(num(cluster.brokers.length), 'broker')}<span>controller <b>${cluster.controller ?? 'none'}</b></span>${checked && !checked.refusal ? html`${plural(`${num(checked.topics)}${more && !checked.whole ? '+' : ''}`, 'topic')}${plural(`${num(checked.partitions)}${more && !checked.whole ? '+' : ''}`, 'partition')}` : nothing}<span class="m">${cluster.cluster_id}</span></div></div>
    <div class="page" tabindex="0" role="region" aria-label="Details of the cluster"><div class="sech"><h2>Brokers</h2>${copyButtons(() => curl('GET', 'cluster'), () => command(['brokers']))}</div><table class="pt"><colgroup><col class="w76"><col><col class="w86"><col class="w110"></colgroup><thead><tr><th>Broker</th><th>Address</th><th>Rack</th><th>Role</th></tr></thead><tbody>${cluster.brokers.slice(0, LISTED).map(brokerRow)}</tbody></table>${cluster.brokers.length > LISTED ? html`<p class="none">${num(cluster.brokers.length - LISTED)} more in the list of brokers.</p>` : nothing}
      <div class="sech"><h2>Health of Weir</h2>${copyButtons(() => curl('GET', 'ready'), () => command(['health']))}</div><table class="pt ev"><colgroup><col class="w200"><col></colgroup><thead class="vh"><tr><th>Check</th><th>State</th></tr></thead><tbody>${(health.checks ?? []).map(checkRow)}</tbody></table>
      <div class="sech"><h2>Replicas</h2>${copyButtons(() => curl('GET', 'topics?details=true'), () => command(['topics', '--details']))}</div>${replicas()}
      ${settings()}<div class="pair rest">${features()}${quotas()}</div></div>`;
}
