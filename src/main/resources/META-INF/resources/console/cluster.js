// The view of the cluster: brokers, health, and topics whose replicas are not well.

import {html, nothing} from './lib/lit-html.js';
import {address, copyButtons, refused, update, waiting, watched} from './app.js';
import {api, apiPage, command, curl, every, num} from './lib.js';

export const hints = [['1 2 3 4 5', 'views']];

const LISTED = 50;
const PAGE = 200;
const fresh = () => ({cluster: null, health: null, refusal: null, checked: null, more: false, checking: null});
let state = fresh();
let stops = null;

export function open() {
  stops ??= [every(5000, read), every(15_000, () => !state.checking && check(false))];
}

export function close() {
  stops?.forEach(stop => stop());
  state.checking?.abort();
  stops = null;
  state = fresh();
}

async function read() {
  try {
    const found = await watched(() => Promise.all([api('cluster'), api('ready').catch(down => {
      if (down.status === 503 && down.body?.checks) return down.body;
      throw down;
    })]));
    if (found) [state.cluster, state.health] = found;
    state.refusal = null;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    state.refusal = refusal;
  }
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

export function rail() {
  const brokers = state.cluster?.brokers;
  return html`<div class="find"><b>Brokers</b></div>${brokers ? html`<ul class="grp names">${brokers.map(each => html`<li><a href=${address('cluster')}><span class="nm">${each.broker}</span><span class="stt">${each.host}:${each.port}</span><span class="rt">${each.controller ? 'controller' : ''}</span></a></li>`)}</ul>` : state.refusal ? refused(state.refusal) : waiting('brokers')}`;
}

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

const brokerRow = each => html`<tr><td>${each.broker}</td><td>${each.host}:${each.port}</td><td>${each.rack ?? '–'}</td><td>${each.controller ? 'controller' : 'broker'}</td></tr>`;

const checkRow = each => html`<tr><td>${each.name}</td><td class=${each.status === 'UP' ? '' : 'hot'}>${each.status === 'UP' ? 'up' : 'down'}${each.data ? html` <span class="f">${Object.entries(each.data).map(([name, value]) => `${name}: ${value}`).join(', ')}</span>` : nothing}</td></tr>`;

export function work() {
  const {cluster, health, checked, more, refusal} = state;
  if (refusal) return html`<div class="head"><h1>Cluster</h1></div>${refused(refusal)}`;
  if (!cluster) return html`<div class="head"><h1>Cluster</h1></div>${waiting('the cluster')}`;
  return html`<div class="head"><h1>Cluster</h1><div class="facts">${plural(num(cluster.brokers.length), 'broker')}<span>controller <b>${cluster.controller ?? 'none'}</b></span>${checked && !checked.refusal ? html`${plural(`${num(checked.topics)}${more && !checked.whole ? '+' : ''}`, 'topic')}${plural(`${num(checked.partitions)}${more && !checked.whole ? '+' : ''}`, 'partition')}` : nothing}<span class="m">${cluster.cluster_id}</span></div></div>
    <div class="page" tabindex="0" role="region" aria-label="Details of the cluster"><div class="sech"><h2>Brokers</h2>${copyButtons(() => curl('GET', 'cluster'), () => command(['brokers']))}</div><table class="pt"><colgroup><col class="w96"><col><col class="w96"><col class="w200"></colgroup><thead><tr><th>Broker</th><th>Address</th><th>Rack</th><th>Role</th></tr></thead><tbody>${cluster.brokers.map(brokerRow)}</tbody></table>
      <div class="sech"><h2>Health of Weir</h2>${copyButtons(() => curl('GET', 'ready'), () => command(['health']))}</div><table class="pt ev"><colgroup><col class="w200"><col></colgroup><thead class="vh"><tr><th>Check</th><th>State</th></tr></thead><tbody>${(health.checks ?? []).map(checkRow)}</tbody></table>
      <div class="sech"><h2>Replicas</h2>${copyButtons(() => curl('GET', 'topics?details=true'), () => command(['topics', '--details']))}</div>${replicas()}</div>`;
}
