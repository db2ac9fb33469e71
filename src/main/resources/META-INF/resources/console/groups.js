// The view of consumer groups: lag over time, partitions, what happened, and the form that moves offsets.

import {html, nothing} from './lib/lit-html.js';
import {NameList, address, app, copyButtons, ended, go, goOn, keep, openSide, problemText, refused, say, update, waiting, watched} from './app.js';
import {age, api, apiPage, clock, command, curl, every, num, oneLine, palette, path, rate, surface, triangle} from './lib.js';
import {ask, on} from './live.js';

export const sideName = 'Move offsets';
export const hints = [['J K', 'move'], ['M', 'move offsets']];

const HOUR_MILLIS = 3_600_000;
const MAX_NUMBERS = 600_000;
const MAX_PARTITIONS = 200;
const MAX_LINES = 64;
const USUAL_SPAN = 900;
const SPANS = [[300, '5 min'], [USUAL_SPAN, '15 min'], [3600, '1 h']];
const WAYS = [['earliest', 'Start'], ['latest', 'End'], ['timestamp', 'Time'], ['shift', 'Shift'], ['offset', 'Offset']];

let group = null;

const list = new NameList({noun: 'group', page: query => apiPage(`groups?${query}`), name: each => each.group, height: 44, row: rowOf, complete: byLag, read: () => {
  if (app.name === 'groups' && !app.target && list.items.length && !list.filter) goOn('groups', list.shown()[0].group);
}});

const fresh = (name, query) => ({name, query: String(query), line: null, about: null, refusal: null, places: new Map(), samples: [], events: [], moved: [], stops: [], hover: null,
  unit: query.get('unit') === 'lag_ms' ? 'lag_ms' : 'lag', span: SPANS.find(([seconds]) => String(seconds) === query.get('span'))?.[0] ?? USUAL_SPAN,
  to: 'earliest', value: '', only: new Set(), preview: null, why: '', typed: '', done: ''});

export function open(target, query) {
  list.start(10_000);
  if (group?.name === target && group.query === String(query)) return;
  leave();
  if (!target) {
    group = null;
    if (list.items?.length) goOn('groups', list.shown()[0].group);
    return;
  }
  const shown = group = fresh(target, query);
  shown.stops.push(every(5000, () => describe(shown)));
  readHistory(shown);
}

export function close() {
  list.end();
  leave();
  group = null;
}

const leave = () => group?.stops.forEach(stop => stop());

function remember() {
  group.query = keep({unit: group.unit === 'lag' ? '' : group.unit, span: group.span === USUAL_SPAN ? '' : group.span});
}

/** What the live response has to bring. */
export const wanted = () => (group ? {group: group.name} : {});

// ---- The list ----------------------------------------------------------------------------------------------------

function byLag(items) {
  return [...items].sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0) || (a.group < b.group ? -1 : 1));
}

const STATES = {Stable: 'stable', Empty: 'no members', PreparingRebalance: 'rebalancing', CompletingRebalance: 'rebalancing', Assigning: 'rebalancing', Reconciling: 'rebalancing', Dead: 'deleted'};
const stateName = state => STATES[state] ?? (state || 'unknown').toLowerCase();

function rowOf(each) {
  const behind = each.lag === null || each.lag === undefined ? '–' : each.lag ? `${num(each.lag)} behind` : 'current';
  return html`<li><a href=${address('groups', each.group)} aria-current=${each.group === group?.name ? 'true' : nothing}>${ended(oneLine(each.group))}<span class="stt">${each.type === 'share' ? 'share, ' : ''}${stateName(each.state)}</span><span class="rt">${behind}</span></a></li>`;
}

function railOf() {
  return html`<div class="grp">${list.view({empty: 'There are no consumer groups yet. A consumer that reads with a group and commits appears here.'})}</div>
    <div class="ft"><span class="f">${list.more ? 'Sorted by name' : 'Sorted by records behind'}</span></div>`;
}
export {railOf as rail};

// ---- What the broker says of the group ---------------------------------------------------------------------------

const place = each => `${each.topic}:${each.partition}`;

/** The position of a partition in the samples. */
function indexOf(shown, each) {
  const id = place(each);
  if (!shown.places.has(id)) shown.places.set(id, shown.places.size);
  return shown.places.get(id);
}

async function describe(shown) {
  try {
    const [about, happened] = await watched(() => Promise.all([api(path('groups', shown.name)), api(`${path('groups', shown.name, 'history')}?span=5s`)])) ?? [];
    if (!about) return;
    if (shown.refusal) ask();
    const members = shown.about?.members.length;
    Object.assign(shown, {about, events: happened.events, refusal: null});
    // While there are members they commit, and the preview follows; when they have left, the move is offered.
    if (shown === group && !shown.done) {
      if (members !== about.members.length) preview();
      else if (members && shown.preview) askForPreview(shown);
    }
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    shown.refusal = refusal;
  }
  update();
}

/** Reads what Weir has sampled before this view was opened, or while it had no connection. */
async function readHistory(shown) {
  const step = Math.max(1, Math.ceil(shown.span / 300), Math.ceil(shown.span * shown.places.size / 60_000));
  try {
    const found = await watched(() => api(`${path('groups', shown.name, 'history')}?span=${shown.span}s&step=${step}s`));
    if (!found) return;
    const older = found.times.map(time => ({time, lag: [], lag_ms: []}));
    for (const each of found.partitions) {
      const at = indexOf(shown, each);
      older.forEach((sample, i) => {
        sample.lag[at] = each.committed[i] === null || each.end[i] === null ? null : Math.max(0, each.end[i] - each.committed[i]);
        sample.lag_ms[at] = each.lag_ms[i];
      });
    }
    const [first, last] = [shown.samples[0]?.time ?? Infinity, shown.samples.at(-1)?.time ?? -Infinity];
    shown.samples = [...older.filter(each => each.time < first), ...shown.samples, ...older.filter(each => each.time > last)].concat(between(shown.samples, older)).sort((a, b) => a.time - b.time);
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    // The description of the group is refused for the same reason, and shows it.
  }
  update();
}

const GAP_MILLIS = 5000;

/** Samples of a history that lie in a gap of those that are known. */
const between = (known, older) => older.filter(({time}) => known.some((each, i) => i && known[i - 1].time < time && time < each.time && each.time - known[i - 1].time > GAP_MILLIS));

on('group', line => {
  if (!group || line.group !== group.name) return;
  const sample = {time: line.time, lag: [], lag_ms: []};
  for (const each of line.partitions) {
    const at = indexOf(group, each);
    sample.lag[at] = each.lag;
    sample.lag_ms[at] = each.lag_ms;
  }
  group.line = line;
  group.samples.push(sample);
  while (group.samples[0].time < line.time - HOUR_MILLIS) group.samples.shift();
  if (group.samples.length * group.places.size > MAX_NUMBERS) group.samples = group.samples.filter((_, i) => i % 2 || i > group.samples.length / 2);
});

on('resumed', () => group && readHistory(group));

const total = () => group.line.partitions.reduce((sum, each) => sum + (each.lag ?? 0), 0);

/** The state of the group in a sentence, and whether it is a problem. */
function sentence() {
  const lag = total();
  const {partitions, reading, arriving, problem} = group.line;
  const speeds = `Reading ${rate(reading)}, arriving ${rate(arriving)}.`;
  if (!partitions.length) return ['The group has committed no offsets.', false];
  if (lag === 0) return ['Nothing is behind.', false];
  if (!group.about.members.length) return [`${num(lag)} behind, and the group has no members. Arriving ${rate(arriving)}.`, true];
  if (problem) return [`${num(lag)} behind. ${problemText(problem)}.`, true];
  const growing = arriving - reading;
  if (growing >= 0.1) return [`${num(lag)} behind, growing ${rate(growing)}. ${speeds}`, true];
  if (growing < -0.1) return [`${num(lag)} behind, drained in about ${age(lag / -growing * 1000)}. ${speeds}`, false];
  return [`${num(lag)} behind. ${speeds}`, false];
}

// ---- The middle --------------------------------------------------------------------------------------------------

const title = more => html`<div class="head"><h1 class="iso" title=${oneLine(group.name)}>${oneLine(group.name)}</h1>${more}</div>`;

export function work() {
  if (!group) {
    if (list.refusal || !list.items) return html`<h1 class="vh">Groups</h1>${list.refusal ? refused(list.refusal) : waiting('groups')}`;
    return html`<div class="none"><h1>No groups yet</h1><p>A consumer that reads with a group and commits its offsets appears here.</p></div>`;
  }
  if (group.refusal) return html`${title(nothing)}${refused(group.refusal)}`;
  const {line, about} = group;
  if (!line || !about) return html`${title(nothing)}${waiting('the group')}`;
  const [text, wrong] = sentence();
  const topics = [...new Set(line.partitions.map(each => each.topic))];
  return html`${title(html`<div class="facts"><span><b>${stateName(about.state)}</b></span>${about.members.length ? html`<span><b>${about.members.length}</b> member${about.members.length === 1 ? '' : 's'}</span>` : nothing}<span>${about.type} protocol</span>${topics.length ? html`<span>reads ${topics.slice(0, 3).map((name, i) => html`${i ? ', ' : ''}<a class="m" href=${address('topics', name)}>${name}</a>`)}${topics.length > 3 ? ` and ${topics.length - 3} more` : ''}</span>` : nothing}</div>`)}
    ${plot(text, wrong)}
    <div class="tail" tabindex="0" role="region" aria-label="Partitions">${partitionTable(topics, wrong)}
      <h2 class="sec">What happened</h2>${happened()}</div>`;
}

function plot(text, wrong) {
  return html`<section class="plot" aria-label="Lag"><div class="t"><div class="seg" role="group" aria-label="Unit">${[['lag', 'Records behind'], ['lag_ms', 'Seconds behind']].map(([unit, name]) => html`<button aria-pressed=${group.unit === unit} @click=${() => { group.unit = unit; remember(); update(); }}>${name}</button>`)}</div>
      <div class="seg" role="group" aria-label="Window">${SPANS.map(([seconds, name]) => html`<button aria-pressed=${group.span === seconds} @click=${() => { group.span = seconds; remember(); readHistory(group); update(); }}>${name}</button>`)}</div>
      <span class="note">${wrong ? triangle : nothing}<span id="lag-sentence">${text}</span></span></div>
      <canvas id="lag" role="img" aria-label="Lag by partition. ${text}" @pointermove=${e => { group.hover = e.offsetX; update(); }} @pointerleave=${() => { group.hover = null; update(); }}></canvas></section>`;
}

function partitionTable(topics, wrong) {
  const {partitions} = group.line;
  const most = Math.max(...partitions.map(each => each.lag ?? 0), 1);
  const shown = partitions.length <= MAX_PARTITIONS ? partitions : [...partitions].sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0)).slice(0, MAX_PARTITIONS);
  const named = topics.length > 1 && shown === partitions;
  return html`<table class="pt"><colgroup><col class=${shown === partitions ? 'w56' : 'w200'}><col class="w96"><col class="w96"><col class="w76"><col><col class="w86"><col class="w200"></colgroup>
      <thead><tr><th>P</th><th class="r">Committed</th><th class="r">Log end</th><th class="r">Behind</th><th><span class="vh">Behind, as a bar</span></th><th class="r">In time</th><th>Member</th></tr></thead>
      <tbody>${shown.map((each, i) => {
        const bad = wrong && each.lag > 0 && (group.line.problem ? group.line.problem.topic === each.topic && group.line.problem.partition === each.partition : each.lag === most);
        return html`${named && (i === 0 || shown[i - 1].topic !== each.topic) ? html`<tr><th colspan="7"><a href=${address('topics', each.topic)}>${each.topic}</a></th></tr>` : nothing}<tr class=${bad ? 'bad' : ''}><td>${shown === partitions ? '' : `${each.topic} `}P${each.partition}</td><td class="r">${num(each.committed)}</td><td class="r">${num(each.end)}</td><td class="r ${bad ? 'hot' : ''}">${num(each.lag)}</td><td><span class="meter" .style=${`width:${each.lag ? Math.max(1, each.lag / most * 100) : 0}%`}></span></td><td class="r">${each.lag ? age(each.lag_ms) : '0 s'}</td><td class="iso" title=${each.member_id ?? ''}>${each.client_id ? oneLine(each.client_id) : html`<span class="f">no member</span>`}</td></tr>`;
      })}</tbody></table>${partitions.length > shown.length ? html`<p class="none">${num(partitions.length - shown.length)} more partitions, all less behind.</p>` : nothing}`;
}

function happened() {
  const all = [...group.moved, ...group.events].sort((a, b) => b.time - a.time);
  return all.length ? html`<table class="pt ev"><colgroup><col class="w110"><col></colgroup><thead class="vh"><tr><th>Time</th><th>Event</th></tr></thead><tbody>${all.slice(0, 100).map(each => html`<tr><td>${clock(each.time)}</td><td>${each.text}</td></tr>`)}</tbody></table>` : html`<p class="none">Nothing has changed since Weir began to watch this group.</p>`;
}

// ---- The plot ----------------------------------------------------------------------------------------------------

export function drawn() {
  list.drawn();
  const canvas = document.getElementById('lag');
  if (canvas && group?.line) drawPlot(canvas, palette());
}

const LEFT = 52;
const RIGHT = 92;
const TOP = 20;
const BOTTOM = 24;

function drawPlot(canvas, css) {
  const {pen, width, height} = surface(canvas);
  const now = Date.now();
  const begin = now - group.span * 1000;
  const scale = group.unit === 'lag_ms' ? 1000 : 1;
  const samples = group.samples.filter(each => each.time >= begin);
  const value = (sample, at) => (sample[group.unit][at] ?? 0) / scale;
  const indexes = [...group.places.values()];
  const top = nice(samples.reduce((most, sample) => indexes.reduce((all, at) => Math.max(all, value(sample, at)), most), 4));
  const [right, bottom] = [width - RIGHT, height - BOTTOM];
  const x = time => LEFT + (time - begin) / (now - begin) * (right - LEFT);
  const y = number => bottom - number / top * (bottom - TOP);
  grid(pen, css, {right, bottom, height, top, begin, now, y});
  if (!samples.length || !indexes.length) return;
  const last = samples.at(-1);
  const worst = indexes.reduce((a, b) => (value(last, b) > value(last, a) ? b : a), indexes[0]);
  const line = (at, style, thick) => {
    pen.strokeStyle = style;
    pen.lineWidth = thick;
    pen.lineJoin = 'round';
    pen.beginPath();
    samples.forEach(each => pen.lineTo(x(each.time), y(value(each, at))));
    pen.stroke();
  };
  indexes.filter(at => at !== worst).slice(0, MAX_LINES).forEach(at => line(at, css['--faint'], 1));
  line(worst, css['--g2'], 2);
  pen.lineTo(x(last.time), bottom);
  pen.lineTo(x(samples[0].time), bottom);
  pen.globalAlpha = 0.13;
  pen.fillStyle = css['--g2'];
  pen.fill();
  pen.globalAlpha = 1;
  pen.beginPath();
  pen.arc(x(last.time), y(value(last, worst)), 3.5, 0, 7);
  pen.fill();
  const name = [...group.places.keys()][worst];
  pen.textAlign = 'left';
  pen.fillStyle = css['--ink'];
  pen.font = `550 12px ${css['--sans']}`;
  pen.fillText(`P${name.slice(name.lastIndexOf(':') + 1)} ${num(Math.round(value(last, worst)))}`, right + 9, Math.min(y(value(last, worst)), bottom - 18));
  if (indexes.length > 1) {
    pen.fillStyle = css['--faint'];
    pen.font = `12px ${css['--sans']}`;
    pen.fillText(`${indexes.length - 1} other${indexes.length === 2 ? '' : 's'}`, right + 9, bottom - 4);
  }
  const {problem} = group.line;
  if (problem?.since > begin) mark(pen, css, x(problem.since), bottom, `${clock(problem.since).slice(0, 5)}, P${problem.partition} stopped`);
  if (group.hover !== null) point(pen, css, samples, {x, y, bottom, right, of: sample => value(sample, worst)});
}

function grid(pen, css, {right, bottom, height, top, begin, now, y}) {
  pen.textBaseline = 'middle';
  pen.font = `11px ${css['--mono']}`;
  for (let i = 0; i <= 4; i += 1) {
    const number = top * i / 4;
    pen.fillStyle = css['--rule'];
    pen.fillRect(LEFT, Math.round(y(number)), right - LEFT, 1);
    pen.fillStyle = css['--faint'];
    pen.textAlign = 'right';
    pen.fillText(num(number), LEFT - 8, y(number));
    pen.textAlign = i === 0 ? 'left' : i === 4 ? 'right' : 'center';
    pen.fillText(i === 4 ? 'now' : clock(begin + (now - begin) * i / 4).slice(0, 5), LEFT + (right - LEFT) * i / 4, height - 8);
  }
}

/** A time at which something happened. */
function mark(pen, css, x, bottom, text) {
  pen.strokeStyle = css['--err'];
  pen.lineWidth = 1;
  pen.setLineDash([3, 3]);
  pen.beginPath();
  pen.moveTo(x, 8);
  pen.lineTo(x, bottom);
  pen.stroke();
  pen.setLineDash([]);
  pen.font = `11px ${css['--mono']}`;
  pen.fillStyle = css['--ink'];
  const left = pen.measureText(text).width + LEFT + 8 > x;
  pen.textAlign = left ? 'left' : 'right';
  pen.fillText(text, left ? x + 6 : x - 6, 10);
}

/** What was under the pointer, at its time. */
function point(pen, css, samples, {x, y, bottom, right, of}) {
  const near = samples.reduce((a, b) => (Math.abs(x(b.time) - group.hover) < Math.abs(x(a.time) - group.hover) ? b : a));
  if (group.hover < LEFT || group.hover > right) return;
  pen.fillStyle = css['--soft'];
  pen.fillRect(Math.round(x(near.time)), TOP, 1, bottom - TOP);
  pen.beginPath();
  pen.arc(x(near.time), y(of(near)), 3, 0, 7);
  pen.fill();
  pen.font = `11px ${css['--mono']}`;
  pen.textAlign = group.hover > (LEFT + right) / 2 ? 'right' : 'left';
  pen.fillText(`${clock(near.time)}  ${num(Math.round(of(near)))}`, x(near.time) + (pen.textAlign === 'right' ? -6 : 6), TOP + 8);
}

function nice(value) {
  const step = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 8, 10].map(n => n * step).find(n => n >= value);
}

// ---- Moving offsets ----------------------------------------------------------------------------------------------

function reset(dryRun) {
  const body = {to: group.to, dry_run: dryRun};
  if (group.to === 'timestamp') body.value = new Date(group.value).toISOString();
  else if (group.to === 'shift' || group.to === 'offset') body.value = Number(group.value);
  if (group.only.size) {
    body.partitions = [...group.only].map(id => ({topic: id.slice(0, id.lastIndexOf(':')), partition: Number(id.slice(id.lastIndexOf(':') + 1))}));
  }
  return body;
}

/** What is still to be typed; empty where the form is complete. */
function missing() {
  if (group.to === 'timestamp') return Number.isNaN(new Date(group.value).getTime()) ? 'Enter a time.' : '';
  if (group.to === 'shift') return /^-?[1-9]\d*$/.test(group.value) ? '' : 'Enter a number of records; a negative one goes back.';
  if (group.to === 'offset') return /^\d+$/.test(group.value) ? '' : 'Enter an offset.';
  return '';
}

let asked = 0;

/** Drops the preview, which is of another form, and asks for a new one. */
async function preview() {
  const shown = group;
  asked += 1;
  shown.done = '';
  shown.typed = '';
  shown.why = missing();
  shown.preview = null;
  update();
  if (!shown.why && shown.about) await askForPreview(shown);
}

async function askForPreview(shown) {
  const mine = asked += 1;
  try {
    const found = await watched(() => api(path('groups', shown.name, 'offsets'), {method: 'POST', body: reset(true)}));
    if (mine === asked && found) Object.assign(shown, {preview: found, why: ''});
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    if (mine === asked) shown.why = refusal.message;
  }
  update();
}

const changes = () => (group.preview?.partitions ?? []).filter(each => each.effect !== 'none');
const sum = effect => changes().filter(each => each.effect === effect).reduce((all, each) => all + (each.records ?? 0), 0);

function effect(each) {
  if (each.effect === 'repeat') return `replay ${num(each.records)}`;
  if (each.effect === 'skip') return `skip ${num(each.records)}`;
  return each.effect === 'begin' ? 'begins there' : 'stays';
}

function refusalToApply() {
  if (group.about.members.length) return 'members';
  if (!changes().length) return 'Nothing would change.';
  if (sum('skip') && group.typed !== String(sum('skip'))) return 'typed';
  return '';
}

export function side() {
  if (!group?.line || !group.about) return html`<p class="none">Select a group to move its offsets.</p>`;
  const all = group.line.partitions;
  const blocked = refusalToApply();
  const members = group.about.members.length;
  const stay = (group.preview?.partitions.length ?? 0) - changes().length;
  return html`<div class="plan"><h2>Move offsets</h2>
      <div class="seg" role="group" aria-label="Target">${WAYS.map(([to, name]) => html`<button aria-pressed=${group.to === to} @click=${() => { group.to = to; group.value = to === 'timestamp' ? new Date(Date.now() - 3_600_000 - new Date().getTimezoneOffset() * 60_000).toISOString().slice(0, 19) : ''; preview(); }}>${name}</button>`)}</div>
      ${group.to === 'earliest' || group.to === 'latest' ? nothing : html`<div class="row"><label for="to">${group.to === 'shift' ? 'By' : 'To'}</label><input id="to" class="in" type=${group.to === 'timestamp' ? 'datetime-local' : 'text'} step="1" .value=${group.value} @input=${e => { group.value = e.target.value; preview(); }}></div>`}
      ${all.length > 1 && all.length <= 64 ? html`<div class="row" role="group" aria-label="Partitions to move"><span>Only</span><div class="multi">${all.map(each => html`<label><input type="checkbox" .checked=${group.only.has(place(each))} @change=${e => { if (e.target.checked) group.only.add(place(each)); else group.only.delete(place(each)); preview(); }}>${new Set(all.map(one => one.topic)).size > 1 ? `${each.topic} ` : ''}P${each.partition}</label>`)}</div></div>` : nothing}</div>
    <div class="pvs"><h2>Preview<span class="f">${group.done || 'nothing changed yet'}</span></h2>
      ${group.why ? html`<p class="sf">${group.why}</p>` : nothing}
      ${group.preview ? html`<table class="pv"><colgroup><col class="w42"><col class="w76"><col class="w76"><col></colgroup><thead><tr><th>P</th><th class="r">Now</th><th class="r">Then</th><th class="r">Effect</th></tr></thead><tbody>${changes().slice(0, 100).map(each => html`<tr title=${each.topic}><td>P${each.partition}</td><td class="r">${num(each.before)}</td><td class="r">${num(each.after)}</td><td class="r">${effect(each)}</td></tr>`)}</tbody></table>
        <p class="sf">${sum('repeat') ? `Replays ${num(sum('repeat'))} records that the group has already committed. ` : ''}${sum('skip') ? `Skips ${num(sum('skip'))} records, which the group never reads. ` : ''}${stay ? `${stay} partition${stay === 1 ? ' stays as it is' : 's stay as they are'}.` : ''}</p>` : nothing}</div>
    ${blocked === 'members' ? html`<div class="box"><b>${members} member${members === 1 ? ' is' : 's are'} running.</b> Kafka refuses this while they are. Stop them, then apply; the preview follows by itself.</div>` : nothing}
    ${blocked !== 'members' && sum('skip') ? html`<div class="box"><label for="typed"><b>This skips records.</b> Type ${sum('skip')} to confirm.</label><input id="typed" class="in" inputmode="numeric" .value=${group.typed} @input=${e => { group.typed = e.target.value.trim(); update(); }}></div>` : nothing}
    <div class="go"><button class="btn pri" ?disabled=${Boolean(blocked)} @click=${apply}>Apply${changes().length ? ` to ${changes().length} partition${changes().length === 1 ? '' : 's'}` : ''}</button></div>
    <div class="go end">${copyButtons(asCurl, asCommand, Boolean(missing()))}</div>`;
}

/** The same for kafka-cli, whose times are milliseconds since 1970. */
function asCommand() {
  const {to, value} = reset(false);
  const target = {timestamp: () => `@${new Date(value).getTime()}`, shift: () => `${value > 0 ? '+' : ''}${value}`, offset: () => String(value)}[to]?.() ?? to;
  const options = ['--to', target];
  if (group.only.size) options.push('--partition', [...group.only].join(','));
  return command(['group', 'reset'], [group.name], [...options, '--execute']);
}

const asCurl = () => curl('POST', path('groups', group.name, 'offsets'), {type: 'application/json', body: JSON.stringify(reset(false))});

async function apply() {
  const shown = group;
  const count = changes().length;
  try {
    shown.preview = await api(path('groups', shown.name, 'offsets'), {method: 'POST', body: reset(false)});
    shown.done = `moved at ${clock(Date.now())}`;
    shown.moved.unshift({time: Date.now(), text: `Offsets of ${count} partition${count === 1 ? '' : 's'} moved from this console.`});
    say(`Offsets of ${count} partitions moved`);
    const {done} = shown;
    await describe(shown);
    await preview();
    shown.done = done;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    shown.why = refusal.message;
    say(refusal.message);
  }
  update();
}

// ---- Keys --------------------------------------------------------------------------------------------------------

export function key(name) {
  if (name === 'm') {
    openSide();
    requestAnimationFrame(() => document.querySelector('.plan button')?.focus());
    return true;
  }
  const all = list.shown();
  if ((name === 'j' || name === 'k') && all?.length) {
    const at = all.findIndex(each => each.group === group?.name);
    go('groups', all[Math.max(0, Math.min(all.length - 1, at + (name === 'j' ? 1 : -1)))].group);
    return true;
  }
  return false;
}
