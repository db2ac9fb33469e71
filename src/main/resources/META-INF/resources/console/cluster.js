// The view of the cluster: brokers, health, and topics whose replicas are not well.

import {html, nothing} from './lib/lit-html.js';
import {address, update, watched} from './app.js';
import {DETAILS_UP_TO, api, every, num} from './lib.js';

export const hints = [['1 2 3 4', 'views']];

const LISTED = 50;
let state = {};
let stop = null;

export function open() {
  stop ??= every(5000, read);
}

export function close() {
  stop?.();
  stop = null;
}

async function read() {
  await watched(async () => {
    const [cluster, health, names] = await Promise.all([api('cluster'), api('ready').catch(down => {
      if (down.status === 503) return down.body;
      throw down;
    }), api('topics')]);
    state = {...state, cluster, health, names};
    if (names.length <= DETAILS_UP_TO) await check();
  });
  update();
}

async function check() {
  state.topics = await api('topics?details=true');
}

/** Details of a large cluster cost much, so only a click asks for them. */
async function checkOnce() {
  state.checking = true;
  update();
  await watched(check);
  state.checking = false;
  update();
}

export function rail() {
  const brokers = state.cluster?.brokers;
  return html`<div class="find"><b>Brokers</b></div>${brokers ? html`<ul class="grp">${brokers.map(each => html`<li><a href=${address('cluster')}><span class="nm">${each.broker}</span><span class="stt">${each.host}:${each.port}</span><span class="rt">${each.controller ? 'controller' : ''}</span></a></li>`)}</ul>` : html`<p class="none">Loading</p>`}`;
}

const sum = (field, topics) => topics.reduce((all, each) => all + each[field], 0);

function replicas() {
  const {names, topics, checking} = state;
  const large = names.length > DETAILS_UP_TO;
  const again = large ? html`<p class="none"><button class="btn" ?disabled=${checking} @click=${checkOnce}>${checking ? 'Checking the topics' : 'Check the topics'}</button></p>` : nothing;
  if (!topics) return large ? again : html`<p class="none">Loading</p>`;
  const ill = topics.filter(each => each.leaderless || each.under_replicated);
  return html`${again}${ill.length ? html`<table class="pt"><colgroup><col><col class="w200"><col class="w200"></colgroup><thead><tr><th>Topic</th><th class="r">Partitions without a leader</th><th class="r">Under-replicated</th></tr></thead><tbody>${ill.slice(0, LISTED).map(each => html`<tr><td><a href=${address('topics', each.name)}>${each.name}</a></td><td class="r ${each.leaderless ? 'hot' : ''}">${each.leaderless}</td><td class="r">${each.under_replicated}</td></tr>`)}</tbody></table>` : html`<p class="none">Every partition has a leader, and every replica is in sync.</p>`}`;
}

export function work() {
  const {cluster, health, names, topics} = state;
  if (!cluster) return html`<div class="head"><h1>Cluster</h1></div><div class="none">Loading</div>`;
  return html`<div class="head"><h1>Cluster</h1><div class="facts"><span><b>${cluster.brokers.length}</b> broker${cluster.brokers.length === 1 ? '' : 's'}</span><span>controller <b>${cluster.controller ?? 'none'}</b></span><span><b>${num(names.length)}</b> topics</span>${topics ? html`<span><b>${num(sum('partitions', topics))}</b> partitions</span>` : nothing}<span class="m">${cluster.cluster_id}</span></div></div>
    <div class="page" tabindex="0" role="region" aria-label="Details of the cluster"><table class="pt"><colgroup><col class="w96"><col><col class="w96"><col class="w200"></colgroup><thead><tr><th>Broker</th><th>Address</th><th>Rack</th><th>Role</th></tr></thead><tbody>${cluster.brokers.map(each => html`<tr><td>${each.broker}</td><td>${each.host}:${each.port}</td><td>${each.rack ?? '–'}</td><td>${each.controller ? 'controller' : 'broker'}</td></tr>`)}</tbody></table>
      <h2 class="sec">Health of Weir</h2><table class="pt ev"><colgroup><col class="w200"><col></colgroup><thead class="vh"><tr><th>Check</th><th>State</th></tr></thead><tbody>${(health.checks ?? []).map(each => html`<tr><td>${each.name}</td><td class=${each.status === 'UP' ? '' : 'hot'}>${each.status === 'UP' ? 'up' : 'down'}${each.data ? html` <span class="f">${Object.entries(each.data).map(([name, value]) => `${name}: ${value}`).join(', ')}</span>` : nothing}</td></tr>`)}</tbody></table>
      <h2 class="sec">Replicas</h2>
      ${replicas()}</div>`;
}
