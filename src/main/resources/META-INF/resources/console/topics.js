// The view of topics: the list, the lanes of one topic, its tail, and the form that sends.

import {html, nothing} from './lib/lit-html.js';
import {NameList, address, app, choice, copyButtons, ended, go, goOn, keep, openSide, problemText, refused, say, toast, update, waiting, watched} from './app.js';
import {age, api, apiPage, base64, bytes, clock, command, curl, every, lineText, num, oneLine, palette, path, printable, rate, surface, triangle} from './lib.js';
import {ask, live, on} from './live.js';
import {Tail} from './tail.js';

const HOUR = 3600;
const SPANS = [[60, '1 min'], [300, '5 min'], [900, '15 min'], [HOUR, '1 h']];
const [[FIRST_SPAN], [USUAL_SPAN]] = SPANS;
const TRAIL_SECONDS = 900;
const WORST = 12;
const HEAT_FROM = 64;
const WORST_BESIDE_HEAT = 6;
const MAX_NUMBERS = 600_000;
const COLOURS = ['--g1', '--g2', '--g3'];
const MAX_RATES = 60;
const RATES_KEPT = 40;
const TREND_SAMPLES = 15;
const GLIDE_MILLIS = 100;

/** So long after a send its receipts come in the live response; one that is late is asked for. */
const RECEIPTS_MILLIS = 60_000;
const LATE_MILLIS = 300;
const MAX_EARLY = 1000;

export const sideName = 'Send';
export const hints = [['J K', 'move'], ['Enter', 'open'], ['Space', 'pause'], ['S', 'send'], ['R', 'send again']];

const form = {key: '', value: '{\n  "id": "{{uuid}}",\n  "at": "{{now}}"\n}', headers: [], none: false, partition: '', count: 1, goes: null, receipts: [], stored: new Map(), pending: new Map(), early: new Map(), sentAt: -Infinity, asking: 0};
const rates = new Map();
const dead = new Map();
const making = {open: false, name: '', partitions: 6, refusal: ''};
let topic = null;

const list = new NameList({noun: 'topic', page: query => apiPage(`topics?${query}`), name: name => name, height: 29, row: rowOf, read: () => {
  if (app.name === 'topics' && !app.target && list.items.length && !list.filter) goOn('topics', list.items[0]);
}});

/** What is known of the topic that is shown. */
const fresh = (name, query) => ({
  name, query: String(query), facts: null, size: null, refusal: null, span: SPANS.find(([seconds]) => String(seconds) === query.get('span'))?.[0] ?? 0, samples: [], begins: [], groups: new Map(), slots: [],
  problem: null, shown: [], drag: null, sent: [], stops: [], tail: null, drawnAt: 0, begun: false,
});

export function open(target, query) {
  list.start(10_000);
  stopLetters ??= every(10_000, readLetters);
  if (topic?.name === target && topic.query === String(query)) return;
  leave();
  if (!target) {
    topic = null;
    if (list.items?.length) goOn('topics', list.items[0]);
    return;
  }
  const shown = topic = fresh(target, query);
  shown.tail = new Tail(target, query, {receipts: form.stored, again, remember, groups: row => readers(shown, row)});
  shown.tail.follow();
  shown.tail.openLinked();
  form.goes = null;
  const gliding = setInterval(() => glide(shown), GLIDE_MILLIS);
  shown.stops.push(every(15_000, () => describe(shown)), every(10_000, () => shown.tail.sayCount()), () => clearInterval(gliding));
  target_();
}

export function close() {
  list.end();
  stopLetters?.();
  stopLetters = null;
  leave();
  topic = null;
}

function leave() {
  topic?.tail.end();
  topic?.stops.forEach(stop => stop());
}

function remember() {
  topic.query = keep({...topic.tail.query(), span: topic.span || ''});
}

/** What the live response has to bring. */
export function wanted() {
  const [first, last] = list.inSight();
  return {topics: list.shown().slice(first, last).slice(0, MAX_RATES), lanes: topic ? [topic.name] : [], receipts: performance.now() - form.sentAt < RECEIPTS_MILLIS};
}

document.addEventListener('visibilitychange', () => {
  if (!topic) return;
  if (document.hidden) topic.tail.end();
  else topic.tail.follow();
});

// ---- The list ----------------------------------------------------------------------------------------------------

on('topics', line => {
  for (const each of line.topics) {
    const known = rates.get(each.topic) ?? {history: []};
    if (each.rate !== null) {
      known.history.push(each.rate);
      if (known.history.length > RATES_KEPT) known.history.shift();
    }
    rates.set(each.topic, known);
  }
});

const latest = name => {
  const recent = rates.get(name)?.history.slice(-5) ?? [];
  return recent.length ? recent.reduce((sum, each) => sum + each, 0) / recent.length : null;
};

let stopLetters = null;

/** Which of the topics in sight hold dead letters, for those who may know; both lists are in the order of names. */
async function readLetters() {
  const [first] = list.inSight();
  const query = new URLSearchParams({limit: PAGE, origins: false});
  if (list.filter) query.set('contains', list.filter);
  if (first) query.set('after', list.shown()[first - 1]);
  const found = await watched(() => api(`dead-letters?${query}`)).catch(refusal => {
    if (refusal.status === undefined) throw refusal;
    return null;
  });
  found?.topics.forEach(each => dead.set(each.topic, Math.max(0, each.records - each.sent)));
}

function rowOf(name, i, all) {
  const held = dead.get(name);
  const below = held !== undefined && i > 0 && name.startsWith(all[i - 1]) && !dead.has(all[i - 1]);
  return html`<li class=${below ? 'sub' : ''}><a href=${address('topics', name)} aria-current=${name === topic?.name ? 'true' : nothing}>${ended(name)}${held === undefined ? html`<canvas data-name=${name} aria-hidden="true"></canvas><span class="rt">${rate(latest(name))}</span>` : html`<span class="rt wide ${held ? 'hot' : ''}">${held ? `${num(held)} held` : 'empty'}</span>`}</a></li>`;
}

function spark(canvas, css) {
  const history = rates.get(canvas.dataset.name)?.history ?? [];
  const {pen, width, height} = surface(canvas);
  const top = Math.max(...history, 1e-9);
  if (history.length < 2 || top <= 1e-9) return;
  pen.strokeStyle = css['--soft'];
  pen.lineJoin = 'round';
  pen.lineWidth = 1.1;
  pen.beginPath();
  history.forEach((value, i) => pen.lineTo(width - (history.length - 1 - i) * width / (RATES_KEPT - 1), height - 1.5 - value / top * (height - 3)));
  pen.stroke();
}

let sparksAt = 0;

/** Once a second, because rates come no faster. */
function drawSparks() {
  if (performance.now() - sparksAt < 900) return;
  sparksAt = performance.now();
  const css = palette();
  document.querySelectorAll('.rail canvas').forEach(canvas => spark(canvas, css));
}

const SAMPLE = 'sample.orders';
const PAGE = 100;
const SAMPLE_TOPIC = {topic_name: SAMPLE, partitions_count: 6};
const SAMPLE_GENERATOR = {topic: SAMPLE, rate: 20, count: 12_000, mode: 'async', key: 'c-{random:2}',
  value: '{"order":{n},"customer":"c-{random:4}","at":{unix-time}}'};
const JSON_TYPE = 'application/json';
const post = (to, body) => curl('POST', to, {type: JSON_TYPE, body: JSON.stringify(body)});

const sampleAsCurl = () => `${post('admin/topics', SAMPLE_TOPIC)}\n${post('generators', SAMPLE_GENERATOR)}`;
const sampleAsCommand = () => `${createCommand(SAMPLE, 6)}\n${command(['generate'], [SAMPLE], ['--rate', '20', '--count', '12000', '--key', SAMPLE_GENERATOR.key, '--value', SAMPLE_GENERATOR.value])}`;
const createCommand = (name, partitions) => command(['topic', 'create'], [name], ['--partitions', String(partitions)]);
const newTopic = () => ({topic_name: making.name, partitions_count: Number(making.partitions)});

function railOf() {
  return html`${list.view({empty: 'There are no topics yet. Create one, or start a sample.'})}
    ${making.open ? html`<form class="new" @submit=${create}><div class="two"><input class="in" id="new-topic" aria-label="Name of the new topic" placeholder="Name" required autocomplete="off" spellcheck="false" .value=${making.name} @input=${e => { making.name = e.target.value; update(); }}><input class="in" type="number" min="1" aria-label="Partitions" .value=${String(making.partitions)} @input=${e => { making.partitions = e.target.value; update(); }}></div>
      ${making.refusal ? html`<p class="err" role="alert">${making.refusal}</p>` : nothing}<button class="btn pri">Create topic</button>
      ${copyButtons(() => post('admin/topics', newTopic()), () => createCommand(making.name, making.partitions), !making.name)}
      <p class="f">Or a sample: ${SAMPLE} with 20 records a second.</p>${copyButtons(sampleAsCurl, sampleAsCommand)}</form>` : nothing}
    <div class="ft"><button class="btn q" @click=${startSample}>Start a sample</button><button class="btn" aria-expanded=${making.open} @click=${showForm}>New topic</button></div>`;
}
export {railOf as rail};

function showForm() {
  making.open = !making.open;
  making.refusal = '';
  update();
  if (making.open) requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('new-topic')?.focus()));
}

async function create(e) {
  e.preventDefault();
  try {
    const {topic_name: name} = newTopic();
    await api('admin/topics', {method: 'POST', body: newTopic()});
    Object.assign(making, {open: false, name: '', refusal: ''});
    go('topics', name);
    await list.load();
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    making.refusal = refusal.message;
  }
  update();
}

async function startSample() {
  try {
    const found = await api(`topics?${new URLSearchParams({contains: SAMPLE, limit: PAGE})}`);
    if (!found.includes(SAMPLE)) await api('admin/topics', {method: 'POST', body: SAMPLE_TOPIC});
    await api('generators', {method: 'POST', body: SAMPLE_GENERATOR});
    toast('A generator sends 20 records a second for ten minutes');
    go('topics', SAMPLE);
    await list.load();
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    toast(refusal.message);
  }
}

// ---- What the broker says of the topic ---------------------------------------------------------------------------

async function describe(shown) {
  try {
    const [facts, size] = await watched(() => Promise.all([api(`${path('topics', shown.name)}?configs=all`), api(path('topics', shown.name, 'size'))])) ?? [shown.facts, shown.size];
    const wasRefused = shown.refusal;
    Object.assign(shown, {facts, size, refusal: null});
    if (wasRefused) {
      shown.tail.restart();
      ask();
    }
    // A topic of many partitions has a history of fewer samples, so their number comes first.
    if (facts && !shown.begun) {
      shown.begun = true;
      readHistory(shown);
    }
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    shown.refusal = refusal;
  }
  update();
}

/** The step for which a history of many partitions stays small. */
const stepFor = (seconds, partitions) => `${Math.max(1, Math.ceil(seconds / 300), Math.ceil(seconds * partitions / 60_000))}s`;

/** Reads what Weir has sampled before this view was opened, or while it had no connection. */
async function readHistory(shown) {
  const partitions = shown.samples.at(-1)?.ends.length ?? shown.facts?.partitions.length ?? 1;
  const ask = seconds => api(`${path('topics', shown.name, 'history')}?span=${seconds}s&step=${stepFor(seconds, partitions)}`);
  try {
    const [near, trail] = await watched(() => Promise.all([ask(shown.span || USUAL_SPAN), ask(TRAIL_SECONDS)])) ?? [];
    if (!near) return;
    shown.samples = merged(shown.samples, near.times.map((time, i) => ({time, ends: near.partitions.map(each => each.end[i])})));
    for (const group of trail.groups) {
      const known = shown.groups.get(group.group) ?? {name: group.group, trail: []};
      known.trail = merged(known.trail, trail.times.map((time, i) => ({time, lag: lagAt(trail, group, i)})));
      shown.groups.set(group.group, known);
    }
    if (!shown.span) shown.span = near.times.length && near.times.at(-1) - near.times[0] > 2 * FIRST_SPAN * 1000 ? USUAL_SPAN : FIRST_SPAN;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    // The description of the topic is refused for the same reason, and shows it.
  }
  update();
}

const lagAt = (history, group, i) => group.partitions.reduce((sum, each, p) => (each.committed[i] === null ? sum : sum + Math.max(0, (history.partitions[p].end[i] ?? 0) - each.committed[i])), 0);

/** Samples of a history that lie before, behind or in a gap of those that are known. */
function merged(known, older) {
  if (!known.length) return older;
  const near = older.length > 1 ? (older.at(-1).time - older[0].time) / (older.length - 1) / 2 : 0;
  const all = [...known];
  let at = 0;
  for (const sample of older) {
    while (at < all.length && all[at].time < sample.time) at += 1;
    const before = at ? sample.time - all[at - 1].time : Infinity;
    const after = at < all.length ? all[at].time - sample.time : Infinity;
    if (before > near && after > near) all.splice(at, 0, sample);
  }
  return all;
}

on('lane', line => {
  if (!topic || line.topic !== topic.name) return;
  topic.samples.push({time: line.time, ends: line.ends});
  thin(topic);
  topic.begins = line.begins;
  topic.note = null;
  const names = new Set(line.groups.map(each => each.group));
  for (const name of topic.groups.keys()) if (!names.has(name)) topic.groups.delete(name);
  for (const {group, ...each} of line.groups) {
    const known = topic.groups.get(group) ?? {name: group, trail: []};
    known.trail.push({time: line.time, lag: each.lag ?? 0});
    while (known.trail[0].time < line.time - TRAIL_SECONDS * 1000) known.trail.shift();
    topic.groups.set(group, Object.assign(known, each));
  }
  topic.problem = line.problem ?? abandoned();
  choose(topic);
  topic.drawnAt = 0;
});

on('resumed', () => topic && readHistory(topic));

on('failure', line => {
  if (topic && line.part === 'lanes') topic.note = line.message;
});

/** Keeps the samples of an hour, and fewer of them where there are many partitions. */
function thin(shown) {
  const {samples} = shown;
  const begin = samples.at(-1).time - HOUR * 1000;
  while (samples[0].time < begin) samples.shift();
  if (samples.length * samples.at(-1).ends.length > MAX_NUMBERS) shown.samples = samples.filter((_, i) => i % 2 || i > samples.length / 2);
}

/** The group with most records to read of those without members. */
function abandoned() {
  const [group] = [...topic.groups.values()].filter(each => each.lag && (each.state === 'Empty' || each.state === 'Dead')).sort((a, b) => b.lag - a.lag);
  return group ? {group: group.name, text: `${oneLine(group.name)} has no members; ${num(group.lag)} record${group.lag === 1 ? ' waits' : 's wait'}, the oldest for ${age(group.lag_ms)}`} : null;
}

/** Which groups have a column, each with the colour that it had before; and which partitions have a lane. */
function choose(shown) {
  const wanting = [...shown.groups.values()].filter(each => each.committed).sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0) || (a.name < b.name ? -1 : 1)).slice(0, COLOURS.length).map(each => each.name);
  const free = wanting.filter(name => !shown.slots.includes(name)).sort();
  shown.slots = COLOURS.map((_, i) => (wanting.includes(shown.slots[i]) ? shown.slots[i] : free.shift())).filter(Boolean);
  const count = shown.samples.at(-1).ends.length;
  const all = Array.from({length: count}, (_, i) => i);
  const most = count < HEAT_FROM ? WORST : WORST_BESIDE_HEAT;
  shown.shown = count <= WORST ? all : all.sort((a, b) => worstLag(shown, b) - worstLag(shown, a) || a - b).slice(0, most).sort((a, b) => a - b);
}

const columns = shown => shown.slots.map(name => shown.groups.get(name)).filter(Boolean);
const lagOf = (shown, group, p) => (group.committed?.[p] === null || group.committed?.[p] === undefined ? null : Math.max(0, (shown.samples.at(-1)?.ends[p] ?? 0) - group.committed[p]));
const worstLag = (shown, p) => [...shown.groups.values()].reduce((most, group) => Math.max(most, lagOf(shown, group, p) ?? 0), 0);

/** Which groups have read a record, and which have not. */
function readers(shown, row) {
  const known = [...shown.groups.values()].filter(group => (group.committed?.[row.partition] ?? null) !== null);
  const names = has => known.filter(group => (group.committed[row.partition] > row.offset) === has).map(group => oneLine(group.name)).join(', ');
  return [['read by', names(true)], ['not yet by', names(false)]];
}

const sum = numbers => numbers.reduce((all, each) => all + (each ?? 0), 0);

function perSecond() {
  const last = topic.samples.at(-1);
  const before = topic.samples.findLast(each => each.time < last.time - 4500) ?? topic.samples[0];
  if (!last || last === before) return null;
  return Math.max(0, sum(last.ends) - sum(before.ends)) * 1000 / (last.time - before.time);
}

// ---- The middle --------------------------------------------------------------------------------------------------

function retention() {
  const millis = Number(topic.facts?.configs['retention.ms']);
  if (topic.facts?.configs['cleanup.policy'] === 'compact') return html`<span>compacted</span>`;
  return Number.isNaN(millis) ? nothing : html`<span>keeps <b>${millis < 0 ? 'all' : age(millis)}</b></span>`;
}

const plural = (n, word) => html`<span><b>${num(n)}</b> ${word}${n === 1 ? '' : 's'}</span>`;

function facts() {
  const {facts: known, size, samples, begins} = topic;
  const ends = samples.at(-1)?.ends;
  const records = ends && begins.length ? sum(ends) - sum(begins) : size?.records;
  const speed = ends ? perSecond() : null;
  return html`<div class="facts">${known ? html`${plural(known.partitions.length, 'partition')}${plural(known.partitions[0]?.replicas.length ?? 0, 'replica')}${retention()}` : nothing}${records === undefined ? nothing : plural(records, 'record')}${size ? html`<span><b>${bytes(size.bytes)}</b></span>` : nothing}${speed === null ? nothing : html`<span><b>${rate(speed)}</b> in</span>`}</div>`;
}

export function work() {
  if (!topic) {
    if (list.refusal || !list.items) return html`<h1 class="vh">Topics</h1>${list.refusal ? refused(list.refusal) : waiting('topics')}`;
    return html`<div class="none"><h1>No topics yet</h1><p>Create one with "New topic", or start a sample: a generator that sends 20 records a second to ${SAMPLE}.</p><button class="btn pri" @click=${startSample}>Start a sample</button>${copyButtons(sampleAsCurl, sampleAsCommand)}</div>`;
  }
  if (topic.refusal) return html`<div class="head"><h1 title=${topic.name}>${topic.name}</h1></div>${refused(topic.refusal)}`;
  return html`<div class="head"><h1 title=${topic.name}>${topic.name}</h1>${facts()}</div>
    ${lanes()}${topic.tail.view(topic.samples.at(-1)?.ends.length ?? topic.facts?.partitions.length ?? 0)}`;
}

// ---- Lanes -------------------------------------------------------------------------------------------------------

const span = () => topic.span || FIRST_SPAN;
function note() {
  const {problem} = topic;
  if (problem) return html`<span class="note">${triangle}${problem.group ? html`<a href=${address('groups', problem.group)}>${problem.kind === 'stalled' ? `${oneLine(problem.group)}: ` : ''}${problemText(problem)}</a>` : problemText(problem)}</span>`;
  if (live.refusal || topic.note) return html`<span class="note sf">${live.refusal?.message ?? topic.note}</span>`;
  return html`<span class="note sf">${topic.groups.size ? 'No group has stopped.' : topic.samples.length ? 'No group reads this topic.' : ''}</span>`;
}

function trend({trail, lag}) {
  const before = trail.at(-TREND_SAMPLES);
  if (!before || before.lag === lag) return '';
  return lag > before.lag ? ' ↗' : ' ↘';
}

const columnHead = (group, i, hot) => html`<div class="gh"><a class="n" href=${address('groups', group.name)} title=${oneLine(group.name)}><i class="c${i + 1}"></i><span class="iso">${oneLine(group.name)}</span></a><div class="b">${group.lag ? html`${num(group.lag)}, <span class=${hot ? 'hot' : ''}>${age(group.lag_ms)}${trend(group)}</span>` : '0, current'}</div><canvas class="trail" data-group=${group.name} data-colour=${i} role="img" aria-label="Lag of ${oneLine(group.name)}, last 15 minutes"></canvas></div>`;

function laneOf(p, groups) {
  const end = topic.samples.at(-1)?.ends[p];
  return html`<div class="pl"><b>P${p}</b><span>${end === null ? 'no leader' : num(end)}</span></div><div class="cv"><canvas class="lane" data-p=${p} role="img" aria-label=${described(p, groups)} @pointerdown=${grab} @pointermove=${dragged} @pointerup=${replay} @pointercancel=${() => { topic.drag = null; }}></canvas></div>
    ${groups.map(group => {
      const lag = lagOf(topic, group, p);
      const hot = lag > 0 && topic.problem?.group === group.name && (topic.problem.partition ?? p) === p;
      return html`<div class="lag ${lag ? hot ? 'hot' : '' : 'z'}">${num(lag)}</div>`;
    })}`;
}

const described = (p, groups) => `P${p}: ${groups.map(group => `${oneLine(group.name)} ${num(lagOf(topic, group, p))} behind`).join(', ') || 'no groups'}. Drag to read a span of time.`;

function setSpan(seconds) {
  topic.span = seconds;
  remember();
  readHistory(topic);
  update();
}

function lanes() {
  const {shown} = topic;
  const count = topic.samples.at(-1)?.ends.length ?? 0;
  const groups = columns(topic);
  const others = topic.groups.size - groups.length;
  const wide = `--columns:${groups.length ? `repeat(${groups.length}, var(--column))` : ''}`;
  return html`<section class="lanes" aria-label="Partition lanes"><div class="lg" .style=${wide}>
      <div class="cap">${note()}<div class="seg" role="group" aria-label="Window">${SPANS.map(([seconds, text]) => html`<button aria-pressed=${span() === seconds} @click=${() => setSpan(seconds)}>${text}</button>`)}</div>${others > 0 ? html`<span class="f">${num(others)} more group${others === 1 ? '' : 's'}</span>` : nothing}</div>
      ${groups.map((group, i) => columnHead(group, i, topic.problem?.group === group.name))}</div>
    ${count >= HEAT_FROM ? html`<canvas id="heat" role="img" aria-label="${num(count)} partitions: darker where more arrives, with a line below where a group is behind. The list of partitions above the tail selects one." .style=${`height:${heatHeight(count)}px`} @click=${pickCell} @pointermove=${nameCell}></canvas>` : nothing}
    <div class="lanebox" tabindex=${shown.length > 6 ? '0' : nothing} role=${shown.length > 6 ? 'region' : nothing} aria-label=${shown.length > 6 ? 'Lanes' : nothing}><div class="lg rows" .style=${wide}>${shown.map(p => laneOf(p, groups))}</div></div>
    <div class="lg axis" .style=${wide}><div></div><div class="ax">${axis()}</div></div>
    ${count > shown.length ? html`<p class="f more">${num(count - shown.length)} more partitions, all less behind</p>` : nothing}</section>`;
}

/** Marks at quarters of the window. */
function axis() {
  const seconds = span();
  const [unit, name] = seconds > 60 ? [60, 'min'] : [1, 's'];
  const steps = seconds === 300 ? 5 : seconds === 900 ? 3 : 4;
  return Array.from({length: steps + 1}, (_, i) => {
    const back = Math.round(seconds / unit * (1 - i / steps));
    return html`<span>${i === steps ? 'now' : `−${back}${i ? '' : ` ${name}`}`}</span>`;
  });
}

function timeAt(e) {
  const {left, width} = e.target.getBoundingClientRect();
  return Date.now() - (1 - Math.max(0, Math.min(1, (e.clientX - left) / (width - RIGHT)))) * span() * 1000;
}

const RIGHT = 8;
const CLICK_MILLIS_PART = 60;

function grab(e) {
  if (e.button !== 0) return;
  e.target.setPointerCapture(e.pointerId);
  topic.drag = {begin: timeAt(e), end: timeAt(e)};
}

function dragged(e) {
  if (!topic.drag) return;
  topic.drag.end = timeAt(e);
  topic.drawnAt = 0;
  glide(topic);
}

/** Reads the span that was dragged over, or all from the time of a click. */
function replay() {
  if (!topic.drag) return;
  const {begin, end} = topic.drag;
  topic.drag = null;
  const far = Math.abs(end - begin) > span() * 1000 / CLICK_MILLIS_PART;
  topic.tail.replay(Math.min(begin, end), far ? Math.max(begin, end) : 0);
}

export function drawn() {
  list.drawn();
  drawSparks();
  if (!topic || topic.refusal) return;
  topic.tail.drawn();
  glide(topic);
}

/** Draws the lanes where they have changed, or where time has moved them by a part of a tick. */
function glide(shown) {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches || span() > FIRST_SPAN;
  const now = performance.now();
  if (shown !== topic || document.hidden || now - shown.drawnAt < (still ? 1000 : GLIDE_MILLIS) - 5) return;
  shown.drawnAt = now;
  const css = palette();
  document.querySelectorAll('canvas.lane').forEach(canvas => drawLane(canvas, css));
  document.querySelectorAll('canvas.trail').forEach(canvas => drawTrail(canvas, css));
  const heat = document.getElementById('heat');
  if (heat) drawHeat(heat, css);
}

const BASE = 18;
const BAR = 15;
const PITCH = 2.6;

/** Records by slice of time, of one partition. Between two samples they are taken to have arrived evenly. */
function arrivals(p, begin, slice, count) {
  const found = new Float64Array(count);
  const {samples} = topic;
  let i = Math.max(1, samples.findIndex(each => each.time > begin));
  for (; i < samples.length; i += 1) {
    const [from, to] = [samples[i - 1], samples[i]];
    const records = (to.ends[p] ?? 0) - (from.ends[p] ?? to.ends[p] ?? 0);
    if (records <= 0 || from.ends[p] === null) continue;
    const each = records / (to.time - from.time);
    for (let at = Math.max(from.time, begin); at < to.time;) {
      const slot = Math.floor((at - begin) / slice);
      const next = Math.min(to.time, begin + (slot + 1) * slice);
      if (slot >= count) break;
      found[slot] += each * (next - at);
      at = next;
    }
  }
  return found;
}

let highest = {};

function drawLane(canvas, css) {
  const p = Number(canvas.dataset.p);
  const {pen, width, height} = surface(canvas);
  const right = width - RIGHT;
  const now = Date.now();
  const millis = span() * 1000;
  const slice = Math.max(1000, Math.ceil(millis / (right / PITCH) / 1000) * 1000);
  // Slices begin at whole times, so that bars glide and do not flicker.
  const begin = Math.floor((now - millis) / slice) * slice;
  const x = time => right - (now - time) / millis * right;
  const found = arrivals(p, begin, slice, Math.ceil((now - begin) / slice));
  const key = `${topic.name} ${span()} ${Math.floor(now / 1000)}`;
  if (highest.key !== key) highest = {key, top: Math.max(1, (highest.of === topic.name ? highest.next : 0) ?? 0), next: 0, of: topic.name};
  highest.next = Math.max(highest.next, ...found);
  const top = Math.max(highest.top, highest.next);
  const wide = Math.min(5, Math.max(1.3, right * slice / millis - 1.2));
  pen.fillStyle = css['--tick'];
  found.forEach((value, i) => {
    if (value < 0.05) return;
    const part = Math.min(1, value / top);
    const [from, to] = [Math.max(0, x(begin + i * slice)), Math.min(right, x(begin + i * slice) + wide)];
    pen.globalAlpha = 0.34 + 0.6 * part;
    pen.fillRect(from, BASE + 1 - Math.max(1.5, part * BAR), Math.max(0, to - from), Math.max(1.5, part * BAR));
  });
  pen.globalAlpha = 1;
  columns(topic).forEach((group, i) => {
    const lag = lagOf(topic, group, p);
    if (lag === null) return;
    const start = Math.min(right - 2.5, Math.max(0, lag ? x(now - (group.lags_ms[p] ?? 0)) : right));
    const y = BASE + 4 + i * 3.6;
    pen.fillStyle = css[COLOURS[i]];
    pen.fillRect(start, y, right - start, 2.4);
    pen.fillRect(start - 1, y - 1.2, 2.2, 4.8);
  });
  topic.sent.filter(sent => sent.partition === p && sent.time > now - millis).forEach(sent => dot(pen, Math.min(x(sent.time), right - 4), css));
  if (topic.drag) {
    const [from, to] = [x(topic.drag.begin), x(topic.drag.end)].sort((a, b) => a - b);
    pen.globalAlpha = 0.16;
    pen.fillStyle = css['--act'];
    pen.fillRect(from, 0, Math.max(1, to - from), height);
    pen.globalAlpha = 1;
  }
  pen.fillStyle = css['--rule2'];
  pen.fillRect(right + 1, 0, 1, height);
}

function dot(pen, x, css) {
  pen.fillStyle = css['--act'];
  pen.strokeStyle = css['--sunk'];
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(x, BASE - BAR / 2 - 1, 3.6, 0, 7);
  pen.fill();
  pen.stroke();
}

function drawTrail(canvas, css) {
  const {pen, width, height} = surface(canvas);
  const trail = topic.groups.get(canvas.dataset.group)?.trail ?? [];
  pen.fillStyle = css['--rule2'];
  pen.fillRect(0, height - 1, width, 1);
  if (trail.length < 2) return;
  const top = Math.max(4, ...trail.map(each => each.lag));
  const end = trail.at(-1).time;
  const x = time => width - (end - time) / (TRAIL_SECONDS * 1000) * width;
  const y = lag => height - 2 - lag / top * (height - 4);
  const colour = css[COLOURS[canvas.dataset.colour]];
  pen.beginPath();
  trail.forEach(each => pen.lineTo(x(each.time), y(each.lag)));
  pen.strokeStyle = colour;
  pen.lineWidth = 1.5;
  pen.lineJoin = 'round';
  pen.stroke();
  pen.lineTo(width, height - 1);
  pen.lineTo(x(trail[0].time), height - 1);
  pen.globalAlpha = 0.16;
  pen.fillStyle = colour;
  pen.fill();
  pen.globalAlpha = 1;
}

// ---- Many partitions ---------------------------------------------------------------------------------------------

const CELL = 8;
const CELL_HEIGHT = 10;

const heatColumns = () => Math.max(8, Math.floor((document.querySelector('.lanes')?.clientWidth ?? 800) / CELL) - 4);
const heatHeight = count => Math.ceil(count / heatColumns()) * CELL_HEIGHT;

/** The newest sample, and one of ten seconds before. */
function recent() {
  const last = topic.samples.at(-1);
  return [topic.samples.findLast(each => each.time < last.time - 9500) ?? topic.samples[0], last];
}

function drawHeat(canvas, css) {
  const {pen} = surface(canvas);
  const wide = heatColumns();
  const [before, last] = recent();
  const arrived = last.ends.map((end, p) => Math.max(0, (end ?? 0) - (before.ends[p] ?? end ?? 0)));
  const top = Math.max(1, ...arrived);
  const groups = columns(topic);
  const lags = last.ends.map((_, p) => groups.map(group => lagOf(topic, group, p) ?? 0));
  const most = Math.max(1, ...lags.flat());
  arrived.forEach((records, p) => {
    const [x, y] = [p % wide * CELL, Math.floor(p / wide) * CELL_HEIGHT];
    pen.globalAlpha = 1;
    pen.fillStyle = css['--rule'];
    pen.fillRect(x, y, CELL - 1, CELL_HEIGHT - 2);
    pen.globalAlpha = records ? 0.15 + 0.85 * records / top : 0;
    pen.fillStyle = css['--tick'];
    pen.fillRect(x, y, CELL - 1, CELL_HEIGHT - 4);
    const worst = lags[p].indexOf(Math.max(...lags[p]));
    if (!(lags[p][worst] > 0)) return;
    pen.globalAlpha = 1;
    pen.fillStyle = css[COLOURS[worst]];
    pen.fillRect(x, y + CELL_HEIGHT - 4, Math.max(1.5, lags[p][worst] / most * (CELL - 1)), 2);
  });
  pen.globalAlpha = 1;
}

function cellAt(e) {
  const {left, top} = e.target.getBoundingClientRect();
  const column = Math.floor((e.clientX - left) / CELL);
  const p = Math.floor((e.clientY - top) / CELL_HEIGHT) * heatColumns() + column;
  return column < heatColumns() && p < topic.samples.at(-1).ends.length ? p : null;
}

function nameCell(e) {
  const p = cellAt(e);
  if (p === null) return;
  const [before, last] = recent();
  const speed = last === before ? null : Math.max(0, (last.ends[p] ?? 0) - (before.ends[p] ?? 0)) * 1000 / (last.time - before.time);
  e.target.title = [`P${p}`, rate(speed), ...columns(topic).map(group => `${oneLine(group.name)} ${num(lagOf(topic, group, p))} behind`)].filter(Boolean).join(', ');
}

function pickCell(e) {
  const p = cellAt(e);
  if (p !== null) topic.tail.change('partition', String(p));
}

// ---- Sending -----------------------------------------------------------------------------------------------------

let asked = 0;

/** Asks which partition the record would go to. */
async function target_() {
  const mine = asked += 1;
  form.goes = null;
  if (form.partition !== '') form.goes = `goes to P${form.partition}`;
  else if (!form.key) form.goes = 'any partition';
  else {
    const found = await watched(() => api(`partitioners?topic=${encodeURIComponent(topic.name)}&key=${encodeURIComponent(form.key)}`)).catch(() => null);
    if (mine !== asked) return;
    form.goes = found ? `goes to P${found.choices.murmur2}` : null;
  }
  update();
}

const MAX_OPTIONS = 100;

/** The field for the partition of a record: a list, or a number where there are very many. */
function partitionField(count) {
  const choose = value => { form.partition = value; target_(); };
  if (count > MAX_OPTIONS) return html`<input class="in" type="number" min="0" max=${count - 1} placeholder="by key" aria-label="Partition" .value=${form.partition} @input=${e => choose(e.target.value)}>`;
  return choice('Partition', [['', 'by key'], ...Array.from({length: count}, (_, p) => [String(p), `P${p}`])], form.partition, choose);
}

/** A header as the form has it: text, or bytes that it can only keep as they are. */
function headerRow({key: name, value}) {
  const text = lineText(value);
  return text === null ? {key: name, value: '', raw: value} : {key: name, value: text};
}

const header = (each, i) => html`<div class="row"><span>${i ? '' : 'Headers'}</span><div class="hdrs"><input class="in" .value=${each.key} aria-label="Header name" @input=${e => { each.key = e.target.value; }}><input class="in" .value=${each.value} placeholder=${each.raw === undefined ? '' : each.raw === null ? 'null' : 'bytes, kept'} aria-label="Header value" @input=${e => { each.value = e.target.value; delete each.raw; }}><button type="button" aria-label="Remove header" @click=${() => { form.headers.splice(i, 1); update(); }}>✕</button></div></div>`;

const sendAsCurl = () => curl('POST', path('topics', topic.name), {type: TEXT, body: JSON.stringify({records: [recordOf(0)]})});

function sendAsCommand() {
  const options = form.none ? ['--tombstone'] : ['--value', filled(form.value, 0)];
  if (form.key) options.push('--key', filled(form.key, 0));
  if (form.partition !== '') options.push('--partition', form.partition);
  form.headers.filter(each => each.key).forEach(each => options.push('--header', each.raw === null ? each.key : `${each.key}=${filled(each.value, 0)}`));
  return command(['produce'], [topic.name], options);
}

export function side() {
  if (!topic) return html`<p class="none">Select a topic to send records to.</p>`;
  const lines = form.value.split('\n').length;
  return html`<form class="send" aria-label="Send a record" @submit=${submit} @focusin=${follow} @keydown=${e => e.ctrlKey && e.key === 'Enter' && submit(e)}>
      <h2>Send to <span class="m" title=${topic.name}>${topic.name}</span></h2>
      <div class="row"><label for="k">Key</label><div class="two"><input id="k" class="in" autocomplete="off" spellcheck="false" .value=${form.key} @input=${e => { form.key = e.target.value; target_(); }}>${partitionField(topic.samples.at(-1)?.ends.length ?? topic.facts?.partitions.length ?? 0)}</div></div>
      ${form.headers.map(header)}
      <div class="ed"><div class="ln" aria-hidden="true">${Array.from({length: lines}, (_, i) => i + 1).join('\n')}</div><textarea id="v" aria-label="Value" spellcheck="false" rows=${Math.min(16, Math.max(6, lines))} ?disabled=${form.none} .value=${form.value} @input=${e => { form.value = e.target.value; update(); }}></textarea></div>
      <div class="go"><span class="f">${form.none ? 'no value' : bytes(new Blob([form.value]).size)}${form.goes ? html`,<br>${form.goes}` : ''}</span>
        ${choice('Number of records', [1, 10, 100].map(n => [String(n), `×${n}`]), String(form.count), value => { form.count = Number(value); })}
        <button type="button" class="btn pri" @click=${submit}>Send record <kbd>Ctrl ↵</kbd></button></div>
      <div class="go end"><button type="button" class="btn q sm" @click=${() => { form.headers.push({key: '', value: ''}); update(); }}>Add header</button><label class="tick"><input type="checkbox" .checked=${form.none} @change=${e => { form.none = e.target.checked; update(); }}> null</label>${copyButtons(sendAsCurl, sendAsCommand)}</div>
    </form>
    <section class="rec" aria-label="Receipts"><div class="hd"><h2>Receipts</h2><div class="leg"><span><i class="q"></i>queue</span><span><i class="b"></i>broker</span><span><i class="t"></i>seen in tail</span></div></div>
      ${form.receipts.length ? nothing : html`<p class="none">A receipt says at which partition and offset the broker has stored what you send. {{uuid}}, {{now}} and {{i}} are filled in.</p>`}
      <ol tabindex="0" aria-label="Receipts">${form.receipts.map(receiptRow)}</ol>${summary()}</section>`;
}

/** Whoever is in the form will send soon. */
function follow() {
  form.sentAt = performance.now();
  update();
}

/** How long the records of this page took. */
function summary() {
  const taken = form.receipts.filter(each => each.answered).map(each => each.queue + each.broker).sort((a, b) => a - b);
  const part = share => (taken.length ? `${taken[Math.min(taken.length - 1, Math.floor(share * taken.length))].toFixed(1)} ms` : '–');
  const failed = form.receipts.filter(each => each.refusal).length;
  return html`<dl class="sum"><div><dt>Stored</dt><dd>${num(taken.length)}</dd></div><div><dt>Not stored</dt><dd class=${failed ? 'hot' : ''}>${num(failed)}</dd></div><div><dt>p50</dt><dd>${part(0.5)}</dd></div><div><dt>p99</dt><dd>${part(0.99)}</dd></div></dl>`;
}

const TEXT = 'application/vnd.kafka.text.v2+json';

const filled = (text, i) => text.replaceAll('{{uuid}}', () => uuid()).replaceAll('{{now}}', () => new Date().toISOString()).replaceAll('{{i}}', () => String(i));

/** Also where the page has no secure context, such as plain HTTP to another machine. */
function uuid() {
  const random = crypto.getRandomValues(new Uint8Array(16));
  random[6] = (random[6] & 0x0f) | 0x40;
  random[8] = (random[8] & 0x3f) | 0x80;
  return [...random].map(each => each.toString(16).padStart(2, '0')).join('').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

function recordOf(i) {
  const record = {value: form.none ? null : filled(form.value, i)};
  if (form.key) record.key = filled(form.key, i);
  if (form.partition !== '') record.partition = Number(form.partition);
  const named = form.headers.filter(each => each.key);
  if (named.length) record.headers = named.map(each => ({key: each.key, value: each.raw === undefined ? base64(filled(each.value, i)) : each.raw}));
  return record;
}

/** The parts of the time that a record took; 0 before there is a receipt. */
function partsOf({answered, queue, broker, seen, started}) {
  return answered ? {queue, broker, tail: seen ? Math.max(0, seen - started - queue - broker) : 0} : {queue: 0, broker: 0, tail: 0};
}

const taken = receipt => sum(Object.values(partsOf(receipt)));

function receiptRow(receipt, index, all) {
  if (receipt.refusal) {
    return html`<li class="bad"><div class="a"><span class="m iso">${receipt.key || 'record'} not stored</span><span class="f">${clock(receipt.time)}</span></div><p class="why">${receipt.refusal}</p><div class="acts"><button class="btn sm" @click=${() => edit(receipt)}>Edit and retry</button></div></li>`;
  }
  if (!receipt.answered) return html`<li><div class="a"><span class="m iso">${receipt.key || 'record'}</span><span class="f">waiting for the broker</span></div><div class="t"><div class="trk"><i class="p"></i></div><span class="m">…</span></div></li>`;
  const {queue, broker, tail} = partsOf(receipt);
  const longest = Math.max(MIN_SCALE_MILLIS, ...all.slice(0, IN_SCALE).map(taken));
  const part = millis => `width:${millis / longest * 100}%`;
  return html`<li><div class="a"><span class="m">P${receipt.partition} @ ${num(receipt.offset)}</span><span class="f iso">${receipt.key ? `${receipt.key}, ` : ''}${clock(receipt.time)}</span></div><div class="t"><div class="trk" title="queue ${queue.toFixed(1)} ms, broker ${broker.toFixed(1)} ms${receipt.seen ? `, tail ${tail.toFixed(1)} ms` : ''}"><i class="q" .style=${part(queue)}></i><i class="b" .style=${part(broker)}></i><i class="t" .style=${part(tail)}></i></div><span class="m">${taken(receipt).toFixed(1)} ms</span></div></li>`;
}

function edit(receipt) {
  Object.assign(form, receipt.typed);
  form.headers = receipt.typed.headers.map(each => ({...each}));
  target_();
  document.getElementById('v')?.focus();
}

async function submit(e) {
  e.preventDefault();
  const shown = topic;
  const records = Array.from({length: form.count}, (_, i) => recordOf(i));
  const typed = {key: form.key, value: form.value, none: form.none, partition: form.partition, headers: form.headers.map(each => ({...each}))};
  const started = form.sentAt = performance.now();
  const mine = records.map(record => ({topic: shown.name, key: printable(record.key ?? ''), time: Date.now(), started, typed}));
  form.receipts.unshift(...mine.slice().reverse());
  form.receipts.splice(MAX_RECEIPTS).forEach(old => form.stored.delete(`${old.topic}/${old.id}`));
  update();
  try {
    const {receipts} = await api(`${path('topics', shown.name)}?async=true`, {method: 'POST', type: TEXT, body: {records}, headers: {Prefer: 'respond-async'}});
    receipts.forEach((id, i) => {
      form.pending.set(id, {shown, receipt: mine[i], batch: mine});
      if (form.early.has(id)) conclude(form.early.get(id));
    });
    askForLate();
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    mine.forEach(receipt => { receipt.refusal = refusal.message; });
    say(`Not stored: ${refusal.message}`);
  }
  update();
}

/** Receipts come in the live response, some of them before the response to the send. */
on('receipts', line => {
  for (const each of line.receipts) {
    if (form.pending.has(each.id)) conclude(each);
    else form.early.set(each.id, each);
  }
  for (const id of [...form.early.keys()].slice(0, Math.max(0, form.early.size - MAX_EARLY))) form.early.delete(id);
});

/** Asks for receipts that did not come in the live response, as while it was not open yet. */
function askForLate() {
  clearTimeout(form.asking);
  if (!form.pending.size) return;
  form.asking = setTimeout(async () => {
    for (const [id, {receipt}] of form.pending) {
      if (performance.now() - receipt.started < LATE_MILLIS / 2) continue;
      const found = await watched(() => api(path('receipts', id))).catch(refusal => {
        if (refusal.status === undefined) throw refusal;
        return {id, state: 'unknown', message: `Whether the record was stored is not known: ${refusal.message}`};
      });
      if (found && found.state !== 'pending' && form.pending.has(id)) conclude(found);
    }
    update();
    askForLate();
  }, LATE_MILLIS);
}

/** Gives a record its outcome; says how many of a send were stored when all of them have one. */
function conclude(found) {
  const {shown, receipt, batch} = form.pending.get(found.id);
  form.pending.delete(found.id);
  form.early.delete(found.id);
  if (found.state === 'delivered') settle(shown, receipt, found);
  else receipt.refusal = found.message;
  if (batch.some(each => !each.answered && !each.refusal)) return;
  const stored = batch.filter(each => each.answered).length;
  if (stored === 1 && batch.length === 1) say(`Stored in partition ${receipt.partition} at offset ${receipt.offset}`);
  else say(stored ? `${stored} of ${batch.length} stored` : `Not stored: ${receipt.refusal}`);
}

const MAX_RECEIPTS = 200;

/** Bars of receipts have one scale: that of the longest of so many. */
const IN_SCALE = 20;
const MIN_SCALE_MILLIS = 12;

/** Gives the record of a receipt its place, and the times that it took. */
function settle(shown, receipt, {partition, offset, queue_ms: queue, broker_ms: broker}) {
  Object.assign(receipt, {partition, offset, queue: queue ?? 0, broker: broker ?? 0, answered: true, id: `${partition}:${offset}`});
  form.stored.set(`${shown.name}/${receipt.id}`, receipt);
  shown.sent.push({partition, time: receipt.time});
  shown.tail.own(receipt);
}

function again(row) {
  if (row.truncated) {
    toast('The rest of the value is being read');
    return;
  }
  form.key = row.key ?? '';
  form.value = row.value ?? '';
  form.partition = '';
  form.none = row.value === null;
  form.headers = (row.headers ?? []).map(each => headerRow(each));
  target_();
  openSide();
  document.getElementById('v')?.focus();
}

// ---- Keys --------------------------------------------------------------------------------------------------------

export function key(name) {
  if (!topic) return false;
  if (name === 's') {
    openSide();
    requestAnimationFrame(() => document.getElementById('v')?.focus());
    return true;
  }
  return topic.tail.key(name);
}
