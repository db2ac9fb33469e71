// The view of consumer groups: lag over time, partitions, what happened, and the form that moves offsets.

import {html, nothing} from './lib/lit-html.js';
import {address, app, copy, go, keep, openSide, say, update, watched} from './app.js';
import {age, api, clock, curl, every, num, oneLine, path, rate, surface} from './lib.js';

export const sideName = 'Move offsets';
export const hints = [['J K', 'move'], ['M', 'move offsets']];

const MAX_SAMPLES = 1800;
const MAX_EVENTS = 100;
const SPANS = [[300, '5 min'], [900, '15 min'], [3600, '1 h']];
const WAYS = [['earliest', 'Start'], ['latest', 'End'], ['timestamp', 'Time'], ['shift', 'Shift'], ['offset', 'Offset']];

const rail = {groups: null, filter: ''};
let group = null;
let stopRail = null;

const fresh = name => ({name, found: null, about: null, refusal: '', samples: [], events: [], members: null, unit: 'lag', span: 300, stops: [],
  to: 'earliest', value: '', only: new Set(), preview: null, why: '', typed: '', done: ''});

export function open(target, query) {
  stopRail ??= every(5000, readRail);
  if (group && group.name === target) return;
  leave();
  if (!target) {
    group = null;
    if (rail.groups?.length) go('groups', sorted()[0].group);
    return;
  }
  group = fresh(target);
  group.unit = query.get('unit') === 'lag_ms' ? 'lag_ms' : 'lag';
  group.span = Number(query.get('span')) || 300;
  group.stops.push(every(2000, () => readGroup(group)));
  preview();
}

export function close() {
  stopRail?.();
  stopRail = null;
  leave();
  group = null;
}

const leave = () => group?.stops.forEach(stop => stop());

const remember = () => keep({unit: group.unit === 'lag' ? '' : group.unit, span: group.span === 300 ? '' : group.span});

// ---- The rail ----------------------------------------------------------------------------------------------------

const sorted = () => [...rail.groups].sort((a, b) => (b.lag ?? 0) - (a.lag ?? 0) || (a.group < b.group ? -1 : 1));

async function readRail() {
  await watched(async () => {
    rail.groups = await api('groups');
    if (app.name === 'groups' && !group && rail.groups.length) go('groups', sorted()[0].group);
  });
  update();
}

const stateName = state => ({Stable: 'stable', Empty: 'no members', PreparingRebalance: 'rebalancing', CompletingRebalance: 'rebalancing', Assigning: 'rebalancing', Reconciling: 'rebalancing', Dead: 'deleted'}[state] ?? (state || 'unknown').toLowerCase());

function railOf() {
  const shown = rail.groups ? sorted().filter(each => each.group.toLowerCase().includes(rail.filter.toLowerCase())) : [];
  return html`<div class="find"><input class="in" placeholder="Filter ${num(rail.groups?.length ?? 0)} groups" aria-label="Filter groups" .value=${rail.filter} @input=${e => { rail.filter = e.target.value; update(); }}>${app.keys ? html`<kbd>/</kbd>` : nothing}</div>
    ${rail.groups === null ? html`<p class="none">Loading groups</p>` : shown.length ? nothing : html`<p class="none">${rail.groups.length ? 'No group has this in its name.' : 'There are no consumer groups yet.'}</p>`}
    <ul class="grp">${shown.slice(0, 300).map(each => html`<li><a href=${address('groups', each.group)} aria-current=${each.group === group?.name ? 'true' : nothing} title=${oneLine(each.group)}><span class="nm iso">${oneLine(each.group)}</span><span class="stt">${each.type === 'share' ? 'share, ' : ''}${stateName(each.state)}</span><span class="rt">${each.lag === null ? '–' : `${num(each.lag)} behind`}</span></a></li>`)}</ul>
    <div class="ft"><span class="f">Sorted by records behind</span></div>`;
}
export {railOf as rail};

// ---- What the broker says of the group ---------------------------------------------------------------------------

const place = each => `${each.topic}:${each.partition}`;

async function readGroup(shown) {
  try {
    await watched(async () => {
      const [found, about] = await Promise.all([api(path('groups', shown.name, 'offsets')), api(path('groups', shown.name))]);
      notice(shown, about, found);
      shown.found = found;
      shown.about = about;
      shown.refusal = '';
      shown.samples.push({time: Date.now(), lag: new Map(found.partitions.map(each => [place(each), each]))});
      if (shown.samples.length > MAX_SAMPLES) shown.samples.shift();
    });
    if (shown.preview === null && !shown.why) preview();
  } catch (refusal) {
    shown.refusal = refusal.message;
  }
  update();
}

const memberName = member => member.instance_id || member.client_id || member.member_id;

function notice(shown, about, found) {
  const tell = text => {
    shown.events.unshift({time: Date.now(), text});
    shown.events.length = Math.min(shown.events.length, MAX_EVENTS);
  };
  const members = new Map(about.members.map(member => [member.member_id, member]));
  if (shown.about) {
    if (about.state !== shown.about.state) tell(`The group is ${stateName(about.state)}; it was ${stateName(shown.about.state)}.`);
    for (const [id, member] of members) if (!shown.members.has(id)) tell(`${memberName(member)} joined.`);
    for (const [id, member] of shown.members) if (!members.has(id)) tell(`${memberName(member)} left.`);
    const before = new Map(shown.found.partitions.map(each => [place(each), each]));
    for (const each of found.partitions) {
      const old = before.get(place(each));
      if (old && each.member_id !== old.member_id && each.member_id) tell(`P${each.partition} of ${each.topic} moved to ${each.client_id}.`);
      if (old && each.committed !== null && old.committed !== null && each.committed < old.committed) tell(`Offsets of P${each.partition} of ${each.topic} moved back: ${num(old.committed)} to ${num(each.committed)}.`);
    }
  }
  shown.members = members;
}

const total = each => each.reduce((sum, one) => sum + (one.lag ?? 0), 0);

/** Reading and arriving, over the last half minute that the page has seen. */
function speeds() {
  const last = group.samples.at(-1);
  const first = group.samples.at(-16) ?? group.samples[0];
  if (!last || last === first) return null;
  const moved = field => [...last.lag].reduce((sum, [id, each]) => sum + Math.max(0, (each[field] ?? 0) - (first.lag.get(id)?.[field] ?? each[field] ?? 0)), 0) * 1000 / (last.time - first.time);
  return {reading: moved('committed'), arriving: moved('end')};
}

function sentence() {
  const lag = total(group.found.partitions);
  if (!group.found.partitions.length) return ['The group has committed no offsets.', false];
  if (lag === 0) return ['Nothing is behind.', false];
  const speed = speeds();
  if (!group.about.members.length) {
    return [`${num(lag)} behind, and the group has no members. ${speed ? `Arriving ${rate(speed.arriving)}.` : ''}`, true];
  }
  if (!speed) return [`${num(lag)} behind.`, false];
  const growing = speed.arriving - speed.reading;
  if (growing >= 0.1) return [`${num(lag)} behind, growing ${rate(growing)}. Reading ${rate(speed.reading)}, arriving ${rate(speed.arriving)}.`, true];
  if (growing < -0.1) return [`${num(lag)} behind, drained in about ${age(lag / -growing * 1000)}. Reading ${rate(speed.reading)}, arriving ${rate(speed.arriving)}.`, false];
  return [`${num(lag)} behind. Reading ${rate(speed.reading)}, arriving ${rate(speed.arriving)}.`, false];
}

// ---- The middle --------------------------------------------------------------------------------------------------

const triangle = html`<svg width="12" height="11" viewBox="0 0 12 11" aria-hidden="true"><path d="M6 0l6 11H0z" fill="currentColor"/></svg>`;

export function work() {
  if (!group) return html`<div class="none"><h1 class="vh">Groups</h1>${rail.groups === null ? 'Loading' : html`<p>There are no consumer groups yet. A consumer that reads with a group and commits appears here.</p>`}</div>`;
  if (group.refusal) return html`<div class="head"><h1 class="iso">${oneLine(group.name)}</h1></div><div class="none"><p class="err">${group.refusal}</p><p>Select another group in the list.</p></div>`;
  const {found, about} = group;
  if (!found) return html`<div class="head"><h1 class="iso">${oneLine(group.name)}</h1></div><div class="none">Loading</div>`;
  const [text, wrong] = sentence();
  const topics = [...new Set(found.partitions.map(each => each.topic))];
  const most = Math.max(...found.partitions.map(each => each.lag ?? 0), 1);
  return html`<div class="head"><h1 class="iso">${oneLine(group.name)}</h1><div class="facts"><span><b>${stateName(about.state)}</b></span>${about.members.length ? html`<span><b>${about.members.length}</b> member${about.members.length === 1 ? '' : 's'}</span>` : nothing}<span>${about.type} protocol</span>${topics.length ? html`<span>reads ${topics.slice(0, 3).map((name, i) => html`${i ? ', ' : ''}<a class="m" href=${address('topics', name)}>${name}</a>`)}${topics.length > 3 ? ` and ${topics.length - 3} more` : ''}</span>` : nothing}</div></div>
    <section class="plot" aria-label="Lag"><div class="t"><div class="seg" role="group" aria-label="Unit">${[['lag', 'Records behind'], ['lag_ms', 'Seconds behind']].map(([unit, name]) => html`<button aria-pressed=${group.unit === unit} @click=${() => { group.unit = unit; remember(); update(); }}>${name}</button>`)}</div>
      <div class="seg" role="group" aria-label="Window">${SPANS.map(([seconds, name]) => html`<button aria-pressed=${group.span === seconds} @click=${() => { group.span = seconds; remember(); update(); }}>${name}</button>`)}</div>
      <span class="note">${wrong ? triangle : nothing}<span id="lag-sentence">${text}</span></span></div>
      <canvas id="lag" role="img" aria-label="Lag by partition since this view was opened. ${text}"></canvas></section>
    <div class="tail" tabindex="0" role="region" aria-label="Partitions"><table class="pt"><colgroup><col class="w56"><col class="w96"><col class="w96"><col class="w76"><col><col class="w86"><col class="w200"></colgroup>
      <thead><tr><th>P</th><th class="r">Committed</th><th class="r">Log end</th><th class="r">Behind</th><th><span class="vh">Behind, as a bar</span></th><th class="r">In time</th><th>Member</th></tr></thead>
      <tbody>${found.partitions.map((each, i) => html`${topics.length > 1 && (i === 0 || found.partitions[i - 1].topic !== each.topic) ? html`<tr><th colspan="7">${each.topic}</th></tr>` : nothing}<tr class=${each.lag === most && wrong ? 'bad' : ''}><td>P${each.partition}</td><td class="r">${num(each.committed)}</td><td class="r">${num(each.end)}</td><td class="r ${each.lag === most && wrong ? 'hot' : ''}">${num(each.lag)}</td><td><span class="meter" .style=${`width:${each.lag ? Math.max(1, each.lag / most * 100) : 0}%`}></span></td><td class="r">${each.lag ? age(each.lag_ms) : '0 s'}</td><td class="iso">${each.client_id ? oneLine(each.client_id) : html`<span class="f">nobody</span>`}</td></tr>`)}</tbody></table>
      <h2 class="sec">What happened</h2>
      ${group.events.length ? html`<table class="pt ev"><colgroup><col class="w110"><col></colgroup><thead class="vh"><tr><th>Time</th><th>Event</th></tr></thead><tbody>${group.events.map(each => html`<tr><td>${clock(each.time)}</td><td>${each.text}</td></tr>`)}</tbody></table>` : html`<p class="none">Nothing has changed since this view was opened.</p>`}</div>`;
}

export function drawn() {
  const canvas = document.getElementById('lag');
  if (!canvas || !group?.found) return;
  const {pen, width, height, css} = surface(canvas);
  const [mono, sans, ink, faint, rule, colour] = ['--mono', '--sans', '--ink', '--faint', '--rule', '--g2'].map(css);
  const now = Date.now();
  const begin = now - group.span * 1000;
  const samples = group.samples.filter(each => each.time >= begin);
  const scale = group.unit === 'lag_ms' ? 1000 : 1;
  const of = (each, id) => (each.lag.get(id)?.lag ? each.lag.get(id)[group.unit] ?? 0 : 0) / scale;
  const ids = group.found.partitions.map(place);
  const top = nice(Math.max(4, ...samples.flatMap(each => ids.map(id => of(each, id)))));
  const [left, right, bottom, up] = [52, width - 84, height - 24, 12];
  const x = time => left + (time - begin) / (now - begin) * (right - left);
  const y = value => bottom - value / top * (bottom - up);
  pen.textBaseline = 'middle';
  pen.font = `11px ${mono}`;
  for (let i = 0; i <= 4; i += 1) {
    const value = top * i / 4;
    pen.fillStyle = rule;
    pen.fillRect(left, Math.round(y(value)), right - left, 1);
    pen.fillStyle = faint;
    pen.textAlign = 'right';
    pen.fillText(num(value), left - 8, y(value));
    pen.textAlign = i === 0 ? 'left' : i === 4 ? 'right' : 'center';
    pen.fillText(i === 4 ? 'now' : clock(begin + (now - begin) * i / 4).slice(0, 5), left + (right - left) * i / 4, height - 8);
  }
  if (!samples.length) return;
  const last = samples.at(-1);
  const worst = ids.reduce((a, b) => (of(last, b) > of(last, a) ? b : a), ids[0]);
  const line = (id, style, thick) => {
    pen.strokeStyle = style;
    pen.lineWidth = thick;
    pen.beginPath();
    samples.forEach(each => pen.lineTo(x(each.time), y(of(each, id))));
    pen.stroke();
  };
  ids.filter(id => id !== worst).slice(0, 64).forEach(id => line(id, faint, 1));
  if (worst === undefined) return;
  pen.globalAlpha = 0.13;
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x(samples[0].time), bottom);
  samples.forEach(each => pen.lineTo(x(each.time), y(of(each, worst))));
  pen.lineTo(x(last.time), bottom);
  pen.fill();
  pen.globalAlpha = 1;
  line(worst, colour, 2);
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x(last.time), y(of(last, worst)), 3.5, 0, 7);
  pen.fill();
  pen.textAlign = 'left';
  pen.fillStyle = ink;
  pen.font = `500 12px ${sans}`;
  pen.fillText(`P${worst.slice(worst.lastIndexOf(':') + 1)} ${num(Math.round(of(last, worst)))}`, right + 9, Math.min(y(of(last, worst)), bottom - 18));
  if (ids.length > 1) {
    pen.fillStyle = faint;
    pen.font = `12px ${sans}`;
    pen.fillText(`${ids.length - 1} other${ids.length === 2 ? '' : 's'}`, right + 9, bottom - 4);
  }
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

async function preview() {
  const shown = group;
  const mine = asked += 1;
  shown.done = '';
  shown.typed = '';
  shown.why = missing();
  shown.preview = null;
  update();
  if (shown.why) return;
  try {
    const found = await watched(() => api(path('groups', shown.name, 'offsets'), {method: 'POST', body: reset(true)}));
    if (mine === asked) shown.preview = found ?? null;
  } catch (refusal) {
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
  if (!changes().length) return 'Nothing would change.';
  if (group.about?.members.length) return 'members';
  if (sum('skip') && group.typed !== String(sum('skip'))) return 'typed';
  return '';
}

export function side() {
  if (!group?.found) return html`<p class="none">Select a group to move its offsets.</p>`;
  const all = group.found.partitions;
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
    ${blocked === 'members' ? html`<div class="box"><b>${members} member${members === 1 ? ' is' : 's are'} running.</b> Kafka refuses this while they are. Stop them, then apply.</div>` : nothing}
    ${blocked !== 'members' && sum('skip') ? html`<div class="box"><label for="typed"><b>This skips records.</b> Type ${sum('skip')} to confirm.</label><input id="typed" class="in" inputmode="numeric" .value=${group.typed} @input=${e => { group.typed = e.target.value.trim(); update(); }}></div>` : nothing}
    <div class="go"><button class="btn" ?disabled=${Boolean(group.why)} @click=${() => copy(asCommand(), 'Command')}>Copy as curl</button>
      <button class="btn pri" ?disabled=${Boolean(blocked)} @click=${apply}>Apply to ${changes().length} partition${changes().length === 1 ? '' : 's'}</button></div>`;
}

const asCommand = () => curl('POST', path('groups', group.name, 'offsets'), {type: 'application/json', body: JSON.stringify(reset(false))});

async function apply() {
  const shown = group;
  const count = changes().length;
  try {
    shown.preview = await api(path('groups', shown.name, 'offsets'), {method: 'POST', body: reset(false)});
    shown.done = `moved at ${clock(Date.now())}`;
    shown.events.unshift({time: Date.now(), text: `Offsets of ${count} partition${count === 1 ? '' : 's'} moved from this console.`});
    say(`Offsets of ${count} partitions moved`);
    const {done} = shown;
    await readGroup(shown);
    await preview();
    shown.done = done;
  } catch (refusal) {
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
  if ((name === 'j' || name === 'k') && rail.groups?.length) {
    const all = sorted();
    const at = all.findIndex(each => each.group === group?.name);
    go('groups', all[Math.max(0, Math.min(all.length - 1, at + (name === 'j' ? 1 : -1)))].group);
    return true;
  }
  return false;
}
