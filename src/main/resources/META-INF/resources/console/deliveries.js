// The view of deliveries: what became of the records that Weir was asked to send, by whomever.

import {html, nothing} from './lib/lit-html.js';
import {NameList, address, copyButtons, ended, pageOf, refused, update, waiting, watched} from './app.js';
import {age, api, clock, curl, every, num, palette, printable, rate, surface, triangle} from './lib.js';

export const hints = [['1 2 3 4 5 6', 'views']];

const SECONDS = 300;
const RECENT_MILLIS = 60_000;
const LISTED = 200;
const WINDOWS = [['recent', 'Last minute'], ['all', 'Since the start']];

const fresh = () => ({now: null, refusal: null, snapshots: [], window: 'all'});
let state = fresh();
let stop = null;

export function open() {
  stop ??= every(2000, read);
}

export function close() {
  stop?.();
  stop = null;
  state = fresh();
  list.items = null;
}

async function read() {
  try {
    const found = await watched(() => api('deliveries'));
    state.refusal = null;
    if (found) {
      // Counts begin again with a new process, and cannot be compared with those of the one before.
      if (found.since !== state.now?.since) state.snapshots = [];
      state.now = found;
      state.snapshots.push({time: found.time, latency: found.latency});
      while (state.snapshots[0].time < found.time - RECENT_MILLIS) state.snapshots.shift();
      list.renew();
    }
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    state.refusal = refusal;
  }
  update();
}

const sum = numbers => numbers.reduce((all, each) => all + each, 0);

// ---- The list ----------------------------------------------------------------------------------------------------

/** Channels with what they count. */
const channels = () => state.now && [
  ...state.now.outgoing.map(each => ({name: each.channel, about: `sends with acks ${each.acks}`, count: html`${num(each.confirmed)} sent${each.failed ? html`<br><span class="hot">${num(each.failed)} not</span>` : nothing}`})),
  ...state.now.incoming.map(each => ({name: each.channel, about: 'reads', count: html`${num(each.handled)} read${each.dead_letters ? html`<br>${num(each.dead_letters)} dead` : nothing}`})),
];

const list = new NameList({noun: 'channel', page: async query => pageOf(channels(), each => each.name, query), name: each => each.name, height: 44,
  row: each => html`<li><a href=${address('deliveries')}>${ended(each.name)}<span class="stt">${each.about}</span><span class="rt">${each.count}</span></a></li>`});

function railOf() {
  if (state.refusal && !list.items) return refused(state.refusal);
  return html`<div class="grp">${list.view({empty: 'Weir has no channels.'})}</div>`;
}
export {railOf as rail};

// ---- The middle --------------------------------------------------------------------------------------------------

function note({by_second: {confirmed, failed}}) {
  const lost = sum(failed);
  if (lost) return html`<span class="note">${triangle}${num(lost)} record${lost === 1 ? ' was' : 's were'} not stored in the last 5 minutes.</span>`;
  return html`<span class="note sf">${sum(confirmed) ? 'Every record of the last 5 minutes was stored.' : 'No record was sent in the last 5 minutes.'}</span>`;
}

/** Requests by latency: of the last minute, or since the start. */
function buckets() {
  const {latency} = state.now;
  const [before] = state.snapshots;
  return latency.map((each, i) => ({max: each.max_ms, requests: each.requests - (state.window === 'recent' ? before.latency[i].requests : 0)}));
}

const limit = max => (max < 1000 ? `${max} ms` : `${max / 1000} s`);
const name = (all, i) => (all[i].max === null ? `over ${limit(all[i - 1].max)}` : `to ${limit(all[i].max)}`);

/** In which time a share of the requests was answered. */
function within(all, share) {
  const count = sum(all.map(each => each.requests));
  if (!count) return '–';
  let reached = 0;
  const at = all.findIndex(each => (reached += each.requests) >= share * count);
  return all[at].max === null ? `more than ${limit(all[at - 1].max)}` : `at most ${limit(all[at].max)}`;
}

function histogram() {
  const all = buckets();
  const most = Math.max(1, ...all.map(each => each.requests));
  const used = all.map((each, i) => ({...each, i})).filter(each => each.requests);
  const shown = used.length ? all.map((_, i) => i).slice(Math.max(0, used[0].i - 1), used.at(-1).i + 2) : [];
  return html`<section aria-labelledby="latency"><div class="sech"><h2 id="latency">Latency of requests</h2><div class="seg" role="group" aria-label="Of">${WINDOWS.map(([key, text]) => html`<button aria-pressed=${state.window === key} @click=${() => { state.window = key; update(); }}>${text}</button>`)}</div></div>
    ${shown.length ? html`<table class="pt"><colgroup><col class="w96"><col><col class="w96"></colgroup><thead class="vh"><tr><th>Time</th><th>As a bar</th><th>Requests</th></tr></thead><tbody>${shown.map(i => html`<tr><td>${name(all, i)}</td><td><span class="meter ink" .style=${`width:${all[i].requests ? Math.max(0.6, all[i].requests / most * 100) : 0}%`}></span></td><td class="r">${num(all[i].requests)}</td></tr>`)}</tbody></table><p class="none">The median is ${within(all, 0.5)}, the 99th percentile ${within(all, 0.99)}.</p>` : html`<p class="none">No request ${state.window === 'recent' ? 'in the last minute' : 'yet'}. Send a record from the view of a topic.</p>`}</section>`;
}

function causes() {
  const found = state.now.failures.filter(each => each.records).sort((a, b) => b.records - a.records);
  const most = Math.max(1, ...found.map(each => each.records));
  return html`<section aria-labelledby="causes"><div class="sech"><h2 id="causes">Not stored, by cause</h2></div>
    ${found.length ? html`<table class="pt"><colgroup><col><col class="w56"><col class="w96"><col class="w96"></colgroup><thead class="vh"><tr><th>Cause</th><th>Status</th><th>As a bar</th><th>Records</th></tr></thead><tbody>${found.map(each => html`<tr><td>${each.kind.replaceAll('_', ' ')}</td><td class="r">${each.error_code}</td><td><span class="meter red" .style=${`width:${each.records / most * 100}%`}></span></td><td class="r">${num(each.records)}</td></tr>`)}</tbody></table>` : html`<p class="none">Nothing since ${clock(state.now.since)}.</p>`}</section>`;
}

function latest() {
  const found = state.now.latest_failures.slice(0, LISTED);
  return html`<div class="sech"><h2>Latest that were not stored</h2></div>
    ${found.length ? html`<table class="pt lf"><colgroup><col class="w86"><col class="w200"><col class="w76"><col><col class="w110"></colgroup><thead><tr><th>Time</th><th>Topic</th><th class="r">Records</th><th>Reason</th><th>Client</th></tr></thead><tbody>${found.map(each => html`<tr><td>${clock(each.time)}</td><td title=${each.topic}><a href=${address('topics', each.topic)}>${each.topic}</a></td><td class="r">${num(each.records)}</td><td class="iso" title=${printable(each.message ?? '')}><span class="hot">${each.error_code}</span> ${printable(each.message ?? '')}</td><td>${each.client ?? html`<span class="f">–</span>`}</td></tr>`)}</tbody></table>` : html`<p class="none">None. What Weir or Kafka refuses appears here, with the reason.</p>`}`;
}

export function work() {
  const {now, refusal} = state;
  const title = more => html`<div class="head"><h1>Deliveries</h1>${more}</div>`;
  if (refusal) return html`${title(nothing)}${refused(refusal)}`;
  if (!now) return html`${title(nothing)}${waiting('deliveries')}`;
  const {confirmed} = now.by_second;
  const recent = confirmed.slice(-10);
  const failed = sum(now.outgoing.map(each => each.failed));
  return html`${title(html`<div class="facts"><span><b>${rate(recent.length ? sum(recent) / recent.length : 0)}</b> stored</span><span><b>${num(sum(now.outgoing.map(each => each.confirmed)))}</b> in all</span><span><b class=${failed ? 'hot' : ''}>${num(failed)}</b> not stored</span><span><b>${num(now.in_flight)}</b> in flight</span><span>for <b>${age(now.time - now.since)}</b></span></div>`)}
    <section class="plot" aria-label="Records by second"><div class="t">${note(now)}${copyButtons(() => curl('GET', 'deliveries'))}</div>
      <canvas id="rates" role="img" aria-label="Records that were stored, and that were not, by second, in the last 5 minutes"></canvas></section>
    <div class="page" tabindex="0" role="region" aria-label="Latency and failures"><div class="pair">${histogram()}${causes()}</div>${latest()}</div>`;
}

// ---- The plot ----------------------------------------------------------------------------------------------------

export function drawn() {
  list.drawn();
  const canvas = document.getElementById('rates');
  if (canvas && state.now) drawRates(canvas, palette());
}

const LEFT = 52;
const BOTTOM = 20;
const TOP = 10;

function drawRates(canvas, css) {
  const {pen, width, height} = surface(canvas);
  const {from, confirmed, failed} = state.now.by_second;
  const most = Math.max(4, ...confirmed.map((each, i) => each + failed[i]));
  const bottom = height - BOTTOM;
  const end = from + confirmed.length * 1000;
  const x = time => width - (end - time) / (SECONDS * 1000) * (width - LEFT);
  const tall = value => value / most * (bottom - TOP);
  pen.font = `11px ${css['--mono']}`;
  pen.textBaseline = 'middle';
  for (const part of [0, 0.5, 1]) {
    const y = Math.round(bottom - part * (bottom - TOP));
    pen.fillStyle = css['--rule'];
    pen.fillRect(LEFT, y, width - LEFT, 1);
    pen.fillStyle = css['--faint'];
    pen.textAlign = 'right';
    pen.fillText(num(Math.round(most * part)), LEFT - 8, y);
  }
  const wide = Math.max(1, (width - LEFT) / SECONDS - 0.7);
  confirmed.forEach((value, i) => {
    const at = x(from + i * 1000);
    pen.fillStyle = css['--tick'];
    pen.globalAlpha = 0.4 + 0.55 * Math.min(1, value / most);
    pen.fillRect(at, bottom - tall(value), wide, tall(value));
    pen.globalAlpha = 1;
    if (!failed[i]) return;
    pen.fillStyle = css['--err'];
    pen.fillRect(at, bottom - tall(value + failed[i]), Math.max(2, wide), Math.max(2, tall(failed[i])));
  });
  pen.fillStyle = css['--faint'];
  for (let minutes = 0; minutes <= 5; minutes += 1) {
    pen.textAlign = minutes === 0 ? 'right' : minutes === 5 ? 'left' : 'center';
    pen.fillText(minutes ? `−${minutes}${minutes === 5 ? ' min' : ''}` : 'now', x(end - minutes * 60_000), height - 7);
  }
}
