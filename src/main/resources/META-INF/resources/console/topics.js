// The view of topics: rail, lanes, tail, and the form that sends.

import {html, nothing} from './lib/lit-html.js';
import {address, app, copy, go, keep, openSide, say, toast, update, watched} from './app.js';
import {DETAILS_UP_TO, age, api, bytes, clock, coloured, command, curl, every, events, headerText, invalidColumn, invalidFilter, isJson, num, oneLine, path, pretty, printable, rate, surface} from './lib.js';

const MAX_ROWS = 2000;
const ROW = 25;
const SPARE = 12;
const RAIL_ROWS = 300;
const LANE = 35;
const WORST = 12;
const MAX_SAMPLES = 3600;
const GROUPS = 3;
const SHOWN = 65_536;
const ROW_BYTES = 2000;
const STUCK_MILLIS = 10_000;
const RECENT = ['latest', '-100'];
const COLOURS = ['--g1', '--g2', '--g3'];

export const sideName = 'Send';
export const hints = [['J K', 'move'], ['Enter', 'open'], ['Space', 'pause'], ['S', 'send'], ['R', 'send again']];

const rail = {names: null, details: new Map(), filter: '', making: false, refusal: ''};
const form = {key: '', value: '{\n  "id": "{{uuid}}",\n  "at": "{{now}}"\n}', headers: [], partition: '', count: 1, goes: null, receipts: []};
let topic = null;
let stopRail = null;

/** What is known of the topic that is shown. */
const fresh = name => ({
  name, facts: null, refusal: '', span: 60, samples: [], groups: new Map(), sent: [], stops: [], abort: null,
  from: 'latest', partition: '', where: '', rows: [], held: [], paused: false, open: null, cursor: -1, openHeight: 0,
  lastId: null, failure: '', connected: false, arrived: 0, scrollTop: 0, height: 600, skipped: 0, all: false,
});

export function open(target, query) {
  stopRail ??= every(2000, readRail);
  if (topic && topic.name === target) return;
  leave();
  if (!target) {
    topic = null;
    if (rail.names?.length) go('topics', first());
    return;
  }
  topic = fresh(target);
  topic.from = query.get('from') || 'latest';
  topic.partition = query.get('partition') || '';
  topic.where = query.get('where') || '';
  topic.span = Number(query.get('span')) || 60;
  form.goes = null;
  follow(topic);
  topic.stops.push(every(1000, () => sample(topic)), every(2000, () => readGroups(topic)), every(10_000, () => describe(topic)));
  target_();
}

export function close() {
  stopRail?.();
  stopRail = null;
  leave();
  topic = null;
}

function leave() {
  topic?.abort?.abort();
  topic?.stops.forEach(stop => stop());
}

const first = () => rail.names.find(name => !name.startsWith('__')) || rail.names[0];

function remember() {
  keep({from: topic.from === 'latest' ? '' : topic.from, partition: topic.partition, where: topic.where, span: topic.span === 60 ? '' : topic.span});
}

// ---- The rail ----------------------------------------------------------------------------------------------------

async function readRail() {
  await watched(async () => {
    rail.names = await api('topics');
    if (rail.names.length <= DETAILS_UP_TO) {
      const now = Date.now();
      for (const detail of await api('topics?details=true')) {
        const before = rail.details.get(detail.name);
        const history = before?.history ?? [];
        if (before?.records !== undefined && detail.records !== null) {
          history.push(Math.max(0, detail.records - before.records) * 1000 / (now - before.at));
          if (history.length > 24) history.shift();
        }
        rail.details.set(detail.name, {...detail, at: now, history});
      }
    }
    if (app.name === 'topics' && !topic && rail.names.length) go('topics', first());
  });
  update();
}

const speed = detail => (detail?.history.length ? detail.history.slice(-5).reduce((a, b) => a + b, 0) / Math.min(5, detail.history.length) : null);

export function rail_() {
  const names = (rail.names ?? []).filter(name => name.toLowerCase().includes(rail.filter.toLowerCase()));
  return html`<div class="find"><input class="in" placeholder="Filter ${num(rail.names?.length ?? 0)} topics" aria-label="Filter topics" .value=${rail.filter} @input=${e => { rail.filter = e.target.value; update(); }}>${app.keys ? html`<kbd>/</kbd>` : nothing}</div>
    ${rail.names === null ? html`<p class="none">Loading topics</p>` : nothing}
    ${rail.names && !names.length ? html`<p class="none">${rail.names.length ? 'No topic has this in its name.' : 'There are no topics yet.'}</p>` : nothing}
    <ul>${names.slice(0, RAIL_ROWS).map(name => html`<li><a href=${address('topics', name)} aria-current=${name === topic?.name ? 'true' : nothing} title=${name}><span class="nm">${name}</span><canvas data-name=${name} aria-hidden="true"></canvas><span class="rt">${rate(speed(rail.details.get(name)))}</span></a></li>`)}</ul>
    ${names.length > RAIL_ROWS ? html`<p class="none">${num(names.length - RAIL_ROWS)} more; filter to see them</p>` : nothing}
    ${rail.making ? html`<form class="new" @submit=${create}><input class="in" name="name" aria-label="Name of the new topic" placeholder="Name" required><input class="in" name="partitions" type="number" min="1" value="6" aria-label="Partitions">
      ${rail.refusal ? html`<p class="err">${rail.refusal}</p>` : nothing}<button class="btn pri">Create topic</button></form>` : nothing}
    <div class="ft"><button class="btn q" @click=${startSample}>Start a sample</button><button class="btn" aria-expanded=${rail.making} @click=${() => { rail.making = !rail.making; rail.refusal = ''; update(); }}>New topic</button></div>`;
}
export {rail_ as rail};

async function create(e) {
  e.preventDefault();
  const data = new FormData(e.target);
  try {
    await api('admin/topics', {method: 'POST', body: {topic_name: data.get('name'), partitions_count: Number(data.get('partitions'))}});
    rail.making = false;
    go('topics', data.get('name'));
    await readRail();
  } catch (refusal) {
    rail.refusal = refusal.message;
  }
  update();
}

const SAMPLE = 'sample.orders';

async function startSample() {
  try {
    if (!(rail.names ?? []).includes(SAMPLE)) {
      await api('admin/topics', {method: 'POST', body: {topic_name: SAMPLE, partitions_count: 6}});
    }
    await api('generators', {method: 'POST', body: {topic: SAMPLE, rate: 20, count: 12_000, mode: 'async', key: 'c-{random:2}',
      value: '{"order":{n},"customer":"c-{random:4}","at":{unix-time}}'}});
    toast('A generator sends 20 records a second for ten minutes');
    go('topics', SAMPLE);
  } catch (refusal) {
    toast(refusal.message);
  }
}

// ---- What the broker says of the topic ---------------------------------------------------------------------------

async function describe(shown) {
  try {
    shown.facts = await watched(() => api(`${path('topics', shown.name)}?configs=all`)) ?? shown.facts;
    shown.refusal = '';
  } catch (refusal) {
    shown.refusal = refusal.message;
  }
  update();
}

async function sample(shown) {
  await watched(async () => {
    const size = await api(path('topics', shown.name, 'size'));
    shown.size = size;
    shown.samples.push({time: Date.now(), ends: size.partitions.map(each => each.end_offset ?? 0)});
    if (shown.samples.length > MAX_SAMPLES) shown.samples.shift();
  });
  update();
}

/** Groups that have committed offsets of the topic; each is asked, because no route has this index. */
async function readGroups(shown) {
  await watched(async () => {
    if (!shown.candidates || shown.round++ % 8 === 0) {
      shown.round = 1;
      shown.candidates = (await api('groups')).filter(({type}) => type !== 'share').slice(0, 40).map(({group}) => group);
    } else if (shown.groups.size) {
      shown.candidates = [...shown.groups.keys()];
    }
    const now = Date.now();
    for (const name of shown.candidates) {
      const found = await api(path('groups', name, 'offsets')).catch(gone => {
        if (gone.status === 404 || gone.status === 403) return {partitions: []};
        throw gone;
      });
      const own = found.partitions.filter(each => each.topic === shown.name && each.committed !== null);
      if (!own.length) {
        shown.groups.delete(name);
        continue;
      }
      const before = shown.groups.get(name);
      const since = new Map(own.map(each => {
        const known = before?.since.get(each.partition);
        return [each.partition, known && known.committed === each.committed ? known : {committed: each.committed, end: each.end, time: now}];
      }));
      const lag = own.reduce((sum, each) => sum + (each.lag ?? 0), 0);
      shown.groups.set(name, {name, state: found.state, lag, lagMs: Math.max(0, ...own.map(each => each.lag_ms ?? 0)),
        trend: before ? Math.sign(lag - before.lag) : 0, partitions: new Map(own.map(each => [each.partition, each])), since});
    }
  });
  update();
}

const groups = () => [...topic.groups.values()].sort((a, b) => b.lag - a.lag).slice(0, GROUPS).sort((a, b) => (a.name < b.name ? -1 : 1));

/** The one thing that is wrong, if any, in words that a broker can vouch for. */
function problem() {
  const now = Date.now();
  for (const group of [...topic.groups.values()].sort((a, b) => b.lag - a.lag)) {
    if (group.lag === 0) continue;
    if (group.state === 'Empty' || group.state === 'Dead') {
      return {group: group.name, text: `${group.name} has no members; ${num(group.lag)} records wait, the oldest for ${age(group.lagMs)}`};
    }
    for (const [partition, known] of group.since) {
      const each = group.partitions.get(partition);
      if (each.lag > 0 && now - known.time > STUCK_MILLIS && each.end > known.end) {
        const arriving = (each.end - known.end) * 1000 / (now - known.time);
        return {group: group.name, text: `${group.name} has committed nothing on P${partition} since ${clock(known.time)} while ${rate(arriving)} arrive`};
      }
    }
  }
  return null;
}

function perSecond() {
  const last = topic.samples.at(-1);
  const before = topic.samples.at(-6) ?? topic.samples[0];
  if (!last || last === before) return null;
  const sum = each => each.ends.reduce((a, b) => a + b, 0);
  return Math.max(0, sum(last) - sum(before)) * 1000 / (last.time - before.time);
}

// ---- The tail ----------------------------------------------------------------------------------------------------

async function follow(shown) {
  shown.abort?.abort();
  const abort = new AbortController();
  shown.abort = abort;
  const query = new URLSearchParams({format: 'text', max_value: ROW_BYTES, from: shown.from});
  if (shown.partition !== '') query.set('partition', shown.partition);
  if (shown.where) query.set('where', shown.where);
  // Who reads from the past wants every record; who reads from now wants the newest.
  if (RECENT.includes(shown.from)) query.set('lossy', 'true');
  const wait = millis => new Promise(done => setTimeout(done, millis));
  while (!abort.signal.aborted) {
    try {
      await events(`${path('topics', shown.name, 'records')}?${query}`, {
        lastId: shown.lastId,
        signal: abort.signal,
        opened: () => {
          shown.connected = true;
          shown.failure = '';
          update();
        },
        event: each => receive(shown, each),
      });
    } catch (refusal) {
      if (refusal.name === 'AbortError') return;
      if (refusal.status >= 400 && refusal.status < 500 && refusal.status !== 429) {
        shown.failure = refusal.message;
        update();
        return;
      }
    }
    shown.connected = false;
    update();
    if (!abort.signal.aborted) await wait(1000);
  }
}

function restart() {
  Object.assign(topic, {rows: [], held: [], lastId: null, open: null, cursor: -1, failure: '', skipped: 0, arrived: 0});
  remember();
  follow(topic);
  update();
}

function receive(shown, each) {
  if (each.id) shown.lastId = each.id;
  if (!each.data) return;
  if (each.event === 'overflow') {
    shown.skipped += JSON.parse(each.data).skipped;
  } else if (each.event === 'failure') {
    shown.failure = JSON.parse(each.data).message;
  } else if (each.event === 'recreated') {
    toast(`${shown.name} was deleted and created again`);
  } else {
    const record = JSON.parse(each.data);
    const row = {...record, id: `${record.partition}:${record.offset}`};
    row.receipt = form.receipts.find(receipt => receipt.topic === shown.name && receipt.id === row.id);
    if (row.receipt) row.receipt.seen ??= performance.now();
    shown.arrived += 1;
    const into = shown.paused ? shown.held : shown.rows;
    into.unshift(row);
    if (into.length > MAX_ROWS) into.length = MAX_ROWS;
    if (!shown.paused && shown.cursor >= 0) shown.cursor += 1;
  }
  update();
}

function pause(on) {
  topic.paused = on;
  if (!on) {
    topic.rows = [...topic.held, ...topic.rows].slice(0, MAX_ROWS);
    topic.held = [];
    topic.scrollTop = 0;
    const box = document.querySelector('.tail');
    if (box) box.scrollTop = 0;
  }
  update();
}

function scrolled(e) {
  topic.scrollTop = e.target.scrollTop;
  topic.height = e.target.clientHeight;
  if (topic.scrollTop > ROW && !topic.paused) pause(true);
  update();
}

const valueSize = row => row.value_size ?? (row.value === null || row.value === undefined ? 0 : row.size ??= new Blob([row.value]).size);

function shownValue(row) {
  if (row.value === null) return html`<span class="f">null</span>`;
  if (row.value === undefined) return html`<span class="f">hidden, or too large</span>`;
  return coloured(oneLine(row.value.slice(0, 240)));
}

function rowOf(row, index) {
  const opened = topic.open === row.id;
  return html`<tr class="${row.receipt ? 'mine' : ''} ${opened ? 'open' : ''} ${topic.cursor === index ? 'cur' : ''}" @click=${() => toggle(row)}>
    <td>${row.timestamp < 0 ? '–' : clock(row.timestamp, true)}</td><td class="r">${row.partition}</td><td class="r">${num(row.offset)}</td>
    <td class="iso">${row.key === null || row.key === undefined ? html`<span class="f">–</span>` : oneLine(row.key.slice(0, 80))}</td><td class="iso">${shownValue(row)}</td><td class="r">${bytes(valueSize(row))}</td></tr>
    ${opened ? detail(row) : nothing}`;
}

function toggle(row) {
  if (getSelection()?.toString()) return;
  topic.open = topic.open === row.id ? null : row.id;
  topic.all = false;
  if (topic.open && !topic.paused) pause(true);
  if (topic.open && row.truncated) readWhole(row);
  update();
}

const around = (row, format) => `${path('topics', topic.name, 'records')}?partition=${row.partition}&offset=${row.offset}&limit=1&format=${format}`;

/** Gives a row its whole value, of which the tail has only the beginning. */
async function readWhole(row) {
  row.note = 'The rest of the value is being read';
  try {
    const [found] = await api(around(row, 'text'));
    if (found?.offset === row.offset) Object.assign(row, {value: found.value, error: found.error, truncated: false, note: ''});
    else row.note = 'The record is deleted; this is the beginning of its value';
  } catch (refusal) {
    row.note = `This is the beginning of the value: ${refusal.message}`;
  }
  update();
}

function detail(row) {
  const text = row.value ?? '';
  const cut = topic.all ? text : text.slice(0, SHOWN);
  const json = text.length <= SHOWN && isJson(text);
  return html`<tr class="det"><td colspan="6"><div class="dg">
    <pre class="iso" tabindex="0" aria-label="Value">${row.value === null ? 'null' : json ? coloured(pretty(text)) : printable(cut)}</pre>
    <dl>${(row.headers ?? []).map(each => html`<dt class="iso">${oneLine(each.key)}</dt><dd class="iso" title=${headerText(each.value)}>${headerText(each.value)}</dd>`)}
      <dt>size</dt><dd>${num(valueSize(row))} B</dd>${row.note || row.error ? html`<dt>note</dt><dd class="wrap">${row.note || row.error}</dd>` : nothing}
      ${[...topic.groups.values()].map(group => {
        const each = group.partitions.get(row.partition);
        return each ? html`<dt class="iso">${group.name}</dt><dd>${each.committed > row.offset ? 'has read it' : 'has not read it'}</dd>` : nothing;
      })}</dl>
    <div class="do"><button class="btn" ?disabled=${row.truncated} @click=${() => again(row)}>Send again</button>
      <button class="btn" @click=${() => copy(curl('GET', around(row, 'auto')), 'curl command')}>Copy as curl</button>
      <button class="btn" @click=${() => copy(command(['consume', topic.name, '--partition', String(row.partition), '--from', String(row.offset), '--count', '1']), 'Command')}>Copy as command</button>
      <button class="btn" ?disabled=${row.truncated} @click=${() => copy(row.value ?? '', 'Value')}>Copy value</button>
      ${text.length > SHOWN && !topic.all ? html`<button class="btn q" @click=${() => { topic.all = true; update(); }}>Show all ${bytes(text.length)}</button>` : nothing}</div></div></td></tr>`;
}

function emptiness() {
  if (!topic.connected) return 'Opening the tail';
  if (!topic.where) return 'Nothing has arrived since you look. Send a record, or read from the beginning with "From earliest".';
  return topic.from === 'earliest' ? 'No record has matched so far.' : 'No record has matched since you look. To search older ones, read "From earliest".';
}

function tail() {
  const {rows} = topic;
  const openAt = topic.open ? rows.findIndex(row => row.id === topic.open) : -1;
  let start = Math.max(0, Math.floor(topic.scrollTop / ROW) - SPARE);
  if (openAt >= 0 && openAt < start) start = Math.max(openAt + 1, Math.floor((topic.scrollTop - topic.openHeight) / ROW) - SPARE);
  const end = Math.min(rows.length, start + Math.ceil(topic.height / ROW) + 2 * SPARE);
  const hidden = openAt >= 0 && openAt < start ? topic.openHeight : 0;
  return html`<div class="tail" tabindex="0" role="region" aria-label="Records" @scroll=${scrolled}>
    <table><colgroup><col class="c-time"><col class="c-p"><col class="c-off"><col class="c-key"><col><col class="c-size"></colgroup>
      <thead><tr><th>Time</th><th class="r">P</th><th class="r">Offset</th><th>Key</th><th>Value</th><th class="r">Size</th></tr></thead>
      <tbody><tr class="gap" aria-hidden="true"><td colspan="6" .style=${`height:${start * ROW + hidden}px`}></td></tr>
        ${rows.slice(start, end).map((row, i) => rowOf(row, start + i))}
        <tr class="gap" aria-hidden="true"><td colspan="6" .style=${`height:${(rows.length - end) * ROW}px`}></td></tr></tbody></table>
    ${!rows.length && !topic.failure ? html`<p class="none">${emptiness()}</p>` : nothing}
    ${topic.paused ? html`<div class="back"><button class="btn" @click=${() => pause(false)}>${topic.held.length ? `${num(topic.held.length)} new, back to now` : 'Back to now'}</button></div>` : nothing}
  </div>`;
}

// ---- The middle --------------------------------------------------------------------------------------------------

function retention() {
  const millis = Number(topic.facts?.configs['retention.ms']);
  if (topic.facts?.configs['cleanup.policy'] === 'compact') return html`<span>compacted</span>`;
  return Number.isNaN(millis) ? nothing : html`<span>keeps <b>${millis < 0 ? 'all' : age(millis)}</b></span>`;
}

export function work() {
  if (!topic) {
    return html`<div class="none"><h1 class="vh">Topics</h1>${rail.names === null ? 'Loading' : html`<p>There are no topics yet. Create one, or start a sample: a generator that sends 20 records a second to ${SAMPLE}.</p><button class="btn pri" @click=${startSample}>Start a sample</button>`}</div>`;
  }
  if (topic.refusal) {
    return html`<div class="head"><h1>${topic.name}</h1></div><div class="none"><p class="err">${topic.refusal}</p><p>Select another topic in the list, or create this one there.</p></div>`;
  }
  const {facts, size} = topic;
  const failed = topic.failure;
  const column = invalidColumn(failed);
  return html`<div class="head"><h1>${topic.name}</h1><div class="facts">${facts ? html`<span><b>${num(facts.partitions.length)}</b> partition${facts.partitions.length === 1 ? '' : 's'}</span><span><b>${facts.partitions[0]?.replicas.length ?? 0}</b> replica${facts.partitions[0]?.replicas.length === 1 ? '' : 's'}</span>${retention()}` : nothing}${size ? html`<span><b>${num(size.records)}</b> records</span><span><b>${bytes(size.bytes)}</b></span>` : nothing}${perSecond() === null ? nothing : html`<span><b>${rate(perSecond())}</b> in</span>`}</div></div>
    ${lanes()}
    <div class="bar"><button class="btn" aria-pressed=${topic.paused} @click=${() => pause(!topic.paused)}>${topic.paused ? 'Go on' : 'Pause'}</button>
      <select class="btn" aria-label="Read from" @change=${e => { topic.from = e.target.value; restart(); }}>${[['latest', 'From now'], ['-100', 'Last 100 of each'], ['earliest', 'From earliest']].map(([value, text]) => html`<option value=${value} ?selected=${topic.from === value}>${text}</option>`)}${['latest', '-100', 'earliest'].includes(topic.from) ? nothing : html`<option value=${topic.from} selected>From ${/^\d+$/.test(topic.from) ? clock(Number(topic.from)) : topic.from}</option>`}</select>
      <select class="btn" aria-label="Partitions" @change=${e => { topic.partition = e.target.value; restart(); }}><option value="" ?selected=${topic.partition === ''}>All partitions</option>${(facts?.partitions ?? []).map(({partition}) => html`<option value=${partition} ?selected=${topic.partition === String(partition)}>P${partition}</option>`)}</select>
      <div class="grow"><input class="in" id="where" aria-label="Filter records" aria-invalid=${column ? 'true' : nothing} aria-describedby=${column ? 'why' : nothing} autocomplete="off" spellcheck="false" maxlength="2000" placeholder='Filter: value.total > 100 && headers.region == "eu"' .value=${topic.where} @change=${e => { topic.where = e.target.value.trim(); restart(); }}></div>
      <span class="st">${topic.skipped ? html`${num(topic.skipped)} skipped, filter to see less` : nothing}</span><span class="st">${num(topic.arrived)} ${topic.where ? 'match' : 'read'}</span></div>
    ${column ? invalidFilter(topic.where, failed) : failed ? html`<p class="none err" role="alert">The tail has ended: ${failed}. <button class="btn sm" @click=${restart}>Read again</button></p>` : nothing}
    ${tail()}`;
}

function worst() {
  const count = topic.samples.at(-1)?.ends.length ?? topic.facts?.partitions.length ?? 0;
  const all = Array.from({length: count}, (_, i) => i);
  if (count <= WORST) return all;
  const lag = i => [...topic.groups.values()].reduce((sum, group) => Math.max(sum, group.partitions.get(i)?.lag ?? 0), 0);
  return all.sort((a, b) => lag(b) - lag(a) || a - b).slice(0, WORST).sort((a, b) => a - b);
}

function lanes() {
  const shown = worst();
  const count = topic.samples.at(-1)?.ends.length ?? 0;
  const wrong = problem();
  return html`<section class="lanes" aria-label="Partition lanes"><div class="cap">
      <div class="seg" role="group" aria-label="Window">${[[60, '1 min'], [300, '5 min'], [900, '15 min'], [3600, '1 h']].map(([seconds, text]) => html`<button aria-pressed=${topic.span === seconds} @click=${() => { topic.span = seconds; remember(); update(); }}>${text}</button>`)}</div>
      ${wrong ? html`<span class="note"><svg width="12" height="11" viewBox="0 0 12 11" aria-hidden="true"><path d="M6 0l6 11H0z" fill="currentColor"/></svg><a href=${address('groups', wrong.group)}>${wrong.text}</a></span>` : nothing}
      <div class="gs">${groups().map((group, i) => html`<div><b><i class="c${i + 1}"></i>${group.name}</b>${num(group.lag)}, ${group.lag ? html`<span>${age(group.lagMs)} ${group.trend > 0 ? '↗' : group.trend < 0 ? '↘' : ''}</span>` : 'current'}</div>`)}</div></div>
    <div class="lanebox" tabindex=${shown.length > 6 ? '0' : nothing} role=${shown.length > 6 ? 'region' : nothing} aria-label=${shown.length > 6 ? 'Lanes' : nothing}><canvas id="lanes" role="img" aria-label=${description(shown)} .style=${`height:${shown.length * LANE + 20}px`} @click=${replay}></canvas></div>
    ${count > shown.length ? html`<p class="f">${num(count - shown.length)} more partitions, all less behind</p>` : nothing}</section>`;
}

const description = shown => `Arrivals and lag by partition. ${shown.slice(0, 6).map(p => `P${p}: ${groups().map(group => `${group.name} ${num(group.partitions.get(p)?.lag ?? 0)} behind`).join(', ') || 'no groups'}`).join('. ')}`;

const LEFT = 76;
const COLUMN = 96;

function replay(e) {
  const {left, width} = e.target.getBoundingClientRect();
  const right = width - groups().length * COLUMN - 8;
  const part = (e.clientX - left - LEFT) / (right - LEFT);
  if (part < 0 || part > 1) return;
  topic.from = String(Math.round(Date.now() - (1 - part) * topic.span * 1000));
  topic.paused = true;
  restart();
}

export function drawn() {
  document.querySelectorAll('.rail canvas').forEach(spark);
  if (!topic) return;
  const detailRow = document.querySelector('tr.det');
  if (detailRow) topic.openHeight = detailRow.offsetHeight;
  const canvas = document.getElementById('lanes');
  if (canvas) drawLanes(canvas);
}

function spark(canvas) {
  const history = rail.details.get(canvas.dataset.name)?.history ?? [];
  const {pen, width, height, css} = surface(canvas);
  const top = Math.max(...history, 1e-9);
  if (history.length < 2 || top <= 1e-9) return;
  pen.strokeStyle = css('--soft');
  pen.beginPath();
  history.forEach((value, i) => pen.lineTo(i * width / (history.length - 1), height - 1.5 - value / top * (height - 3)));
  pen.stroke();
}

function drawLanes(canvas) {
  const {pen, width, css} = surface(canvas);
  const shown = worst();
  const compared = groups();
  const right = width - compared.length * COLUMN - 8;
  const now = Date.now();
  const begin = now - topic.span * 1000;
  const x = time => LEFT + (time - begin) / (now - begin) * (right - LEFT);
  const [mono, ink, faint, rule, err] = ['--mono', '--ink', '--faint', '--rule', '--err'].map(css);
  const columns = Math.max(1, Math.floor((right - LEFT) / 3));
  const buckets = shown.map(() => new Float64Array(columns));
  let top = 1;
  for (let i = Math.max(1, topic.samples.findIndex(each => each.time >= begin)); i < topic.samples.length; i += 1) {
    const column = Math.min(columns - 1, Math.floor((topic.samples[i].time - begin) / (now - begin) * columns));
    if (column < 0) continue;
    shown.forEach((partition, lane) => {
      buckets[lane][column] += Math.max(0, topic.samples[i].ends[partition] - (topic.samples[i - 1].ends[partition] ?? 0));
      top = Math.max(top, buckets[lane][column]);
    });
  }
  pen.textBaseline = 'middle';
  shown.forEach((partition, lane) => {
    const y = lane * LANE;
    pen.fillStyle = rule;
    pen.fillRect(0, y, width, 1);
    pen.textAlign = 'left';
    pen.fillStyle = ink;
    pen.font = `500 12px ${mono}`;
    pen.fillText(`P${partition}`, 0, y + 11);
    pen.fillStyle = faint;
    pen.font = `11px ${mono}`;
    pen.fillText(num(topic.samples.at(-1)?.ends[partition] ?? 0), 0, y + 25);
    pen.fillStyle = css('--tick');
    buckets[lane].forEach((value, column) => {
      if (value) {
        const tall = 2 + value / top * 13;
        pen.fillRect(LEFT + column * 3, y + 18 - tall, 2, tall);
      }
    });
    compared.forEach((group, i) => {
      const each = group.partitions.get(partition);
      if (!each) return;
      pen.fillStyle = css(COLOURS[i]);
      const start = Math.max(LEFT, x(now - (each.lag ? each.lag_ms ?? 0 : 0)));
      pen.fillRect(Math.min(start, right - 2), y + 21 + i * 4, Math.max(2, right - start), 2);
      pen.fillRect(Math.min(start, right - 2), y + 19.5 + i * 4, 2, 5);
      pen.textAlign = 'right';
      pen.font = `12px ${mono}`;
      pen.fillStyle = each.lag > 0 && each.lag === Math.max(...[...group.partitions.values()].map(one => one.lag ?? 0)) && problem()?.group === group.name ? err : each.lag ? ink : faint;
      pen.fillText(num(each.lag), right + 4 + (i + 1) * COLUMN, y + 18);
    });
    pen.fillStyle = css('--act');
    topic.sent.filter(sent => sent.partition === partition && sent.time > begin).forEach(sent => {
      pen.beginPath();
      pen.arc(Math.min(x(sent.time), right - 4), y + 8, 3, 0, 7);
      pen.fill();
    });
  });
  const bottom = shown.length * LANE;
  pen.fillStyle = rule;
  pen.fillRect(0, bottom, width, 1);
  pen.fillRect(right, 0, 1, bottom);
  pen.fillStyle = faint;
  pen.font = `11px ${mono}`;
  pen.textAlign = 'left';
  pen.fillText(topic.span < 120 ? `−${topic.span} s` : `−${topic.span / 60} min`, LEFT, bottom + 11);
  pen.textAlign = 'right';
  pen.fillText('now', right, bottom + 11);
}

// ---- Sending -----------------------------------------------------------------------------------------------------

let asked = 0;

/** Asks which partition the record would go to. */
async function target_() {
  const mine = asked += 1;
  form.goes = null;
  if (form.partition !== '') form.goes = `goes to P${form.partition}`;
  else if (!form.key) form.goes = 'goes to any partition';
  else {
    const found = await watched(() => api(`partitioners?topic=${encodeURIComponent(topic.name)}&key=${encodeURIComponent(form.key)}`)).catch(() => null);
    if (mine !== asked) return;
    form.goes = found ? `goes to P${found.choices.murmur2}` : null;
  }
  update();
}

export function side() {
  if (!topic) return html`<p class="none">Select a topic to send records to.</p>`;
  const lines = form.value.split('\n').length;
  return html`<form class="send" aria-label="Send a record" @submit=${submit} @keydown=${e => e.ctrlKey && e.key === 'Enter' && submit(e)}>
      <h2>Send to <span class="m">${topic.name}</span></h2>
      <div class="row"><label for="k">Key</label><div class="two"><input id="k" class="in" .value=${form.key} @input=${e => { form.key = e.target.value; target_(); }}>
        <select class="btn" aria-label="Partition" @change=${e => { form.partition = e.target.value; target_(); }}><option value="">by key</option>${(topic.facts?.partitions ?? []).map(({partition}) => html`<option value=${partition} ?selected=${form.partition === String(partition)}>P${partition}</option>`)}</select></div></div>
      ${form.headers.map((each, i) => html`<div class="row"><span>${i ? '' : 'Headers'}</span><div class="hdrs"><input class="in" .value=${each.key} aria-label="Header name" @input=${e => { each.key = e.target.value; }}><input class="in" .value=${each.value} aria-label="Header value" @input=${e => { each.value = e.target.value; }}><button type="button" aria-label="Remove header" @click=${() => { form.headers.splice(i, 1); update(); }}>✕</button></div></div>`)}
      <div class="ed"><div class="ln" aria-hidden="true">${Array.from({length: lines}, (_, i) => i + 1).join('\n')}</div><textarea id="v" aria-label="Value" spellcheck="false" rows=${Math.min(16, Math.max(6, lines))} .value=${form.value} @input=${e => { form.value = e.target.value; update(); }}></textarea></div>
      <div class="go"><span class="f">${bytes(new Blob([form.value]).size)}${form.goes ? `, ${form.goes}` : ''}</span>
        <button type="button" class="btn pri" @click=${submit}>Send <kbd>Ctrl ↵</kbd></button></div>
      <div class="go"><button type="button" class="btn q sm" @click=${() => { form.headers.push({key: '', value: ''}); update(); }}>Add header</button>
        <select class="btn sm" aria-label="Number of records" @change=${e => { form.count = Number(e.target.value); }}>${[1, 10, 100].map(n => html`<option value=${n} ?selected=${form.count === n}>×${n}</option>`)}</select>
        <button type="button" class="btn q sm" @click=${() => copy(curl('POST', path('topics', topic.name), {type: TEXT, body: JSON.stringify({records: [recordOf(0)]})}), 'curl command')}>Copy as curl</button></div>
    </form>
    <section class="rec" aria-label="Receipts"><div class="hd"><h2>Receipts</h2><div class="leg"><span><i class="b"></i>broker</span><span><i class="t"></i>seen in tail</span></div></div>
      ${form.receipts.length ? nothing : html`<p class="none">A receipt says at which partition and offset the broker has stored what you send. {{uuid}}, {{now}} and {{i}} are filled in.</p>`}
      <ol tabindex="0" aria-label="Receipts">${form.receipts.map(receiptRow)}</ol></section>`;
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

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function recordOf(i) {
  const record = {value: filled(form.value, i)};
  if (form.key) record.key = filled(form.key, i);
  if (form.partition !== '') record.partition = Number(form.partition);
  const named = form.headers.filter(each => each.key);
  if (named.length) record.headers = named.map(each => ({key: each.key, value: base64(filled(each.value, i))}));
  return record;
}

function receiptRow(receipt) {
  if (receipt.refusal) {
    return html`<li class="bad"><div class="a"><span class="m iso">${receipt.key || 'record'} not stored</span><span class="f">${clock(receipt.time)}</span></div><p class="why">${receipt.refusal}</p><div class="acts"><button class="btn sm" @click=${() => edit(receipt)}>Edit and retry</button></div></li>`;
  }
  if (!receipt.answered) return html`<li><div class="a"><span class="m iso">${receipt.key || 'record'}</span><span class="f">waiting for the broker</span></div><div class="t"><div class="trk"><i class="p"></i></div><span class="m">…</span></div></li>`;
  const broker = receipt.answered - receipt.started;
  const seen = receipt.seen ? Math.max(0, receipt.seen - receipt.answered) : 0;
  const scale = Math.max(20, broker + seen);
  return html`<li><div class="a"><span class="m">P${receipt.partition} @ ${num(receipt.offset)}</span><span class="f iso">${receipt.key ? `${receipt.key}, ` : ''}${clock(receipt.time)}</span></div><div class="t"><div class="trk"><i class="b" .style=${`width:${broker / scale * 100}%`}></i><i class="t" .style=${`width:${seen / scale * 100}%`}></i></div><span class="m">${(broker + seen).toFixed(1)} ms</span></div></li>`;
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
  const typed = {key: form.key, value: form.value, partition: form.partition, headers: form.headers.map(each => ({...each}))};
  const started = performance.now();
  const mine = records.map(record => ({topic: shown.name, key: printable(record.key ?? ''), time: Date.now(), started, typed}));
  form.receipts.unshift(...mine.slice().reverse());
  form.receipts.length = Math.min(form.receipts.length, 200);
  update();
  try {
    const {offsets} = await api(path('topics', shown.name), {method: 'POST', type: TEXT, body: {records}});
    const answered = performance.now();
    offsets.forEach((each, i) => {
      if (each.error_code) {
        mine[i].refusal = each.message;
        return;
      }
      Object.assign(mine[i], {partition: each.partition, offset: each.offset, answered, id: `${each.partition}:${each.offset}`});
      shown.sent.push({partition: each.partition, time: mine[i].time});
      const row = [...shown.held, ...shown.rows].find(one => one.id === mine[i].id);
      if (row) {
        row.receipt = mine[i];
        mine[i].seen = answered;
      }
    });
    const stored = mine.filter(receipt => receipt.answered).length;
    say(stored === 1 && mine[0].answered ? `Stored in partition ${mine[0].partition} at offset ${mine[0].offset}` : `${stored} of ${mine.length} stored`);
  } catch (refusal) {
    const failed = refusal.body?.offsets ?? [];
    mine.forEach((receipt, i) => { receipt.refusal = failed[i]?.message ?? refusal.message; });
    say(`Not stored: ${refusal.message}`);
  }
  update();
}

function again(row) {
  if (row.truncated) {
    toast('The rest of the value is being read');
    return;
  }
  form.key = row.key ?? '';
  form.value = row.value ?? '';
  form.partition = '';
  form.headers = (row.headers ?? []).map(each => ({key: each.key, value: each.value === null ? '' : headerText(each.value)}));
  target_();
  openSide();
  document.getElementById('v')?.focus();
}

// ---- Keys --------------------------------------------------------------------------------------------------------

function move(by) {
  if (!topic.rows.length) return;
  if (!topic.paused) pause(true);
  topic.cursor = Math.max(0, Math.min(topic.rows.length - 1, topic.cursor + by));
  const box = document.querySelector('.tail');
  const y = topic.cursor * ROW;
  if (y < box.scrollTop) box.scrollTop = y;
  else if (y > box.scrollTop + box.clientHeight - 3 * ROW) box.scrollTop = y - box.clientHeight + 3 * ROW;
  update();
}

export function key(name) {
  if (!topic) return false;
  if (name === 'j') move(1);
  else if (name === 'k') move(-1);
  else if (name === 'Enter' && topic.rows[topic.cursor]) toggle(topic.rows[topic.cursor]);
  else if (name === ' ') pause(!topic.paused);
  else if (name === 's') {
    openSide();
    requestAnimationFrame(() => document.getElementById('v')?.focus());
  } else if (name === 'r' && topic.open) again(topic.rows.find(row => row.id === topic.open));
  else return false;
  return true;
}

document.addEventListener('visibilitychange', () => {
  if (!topic) return;
  if (document.hidden) topic.abort?.abort();
  else follow(topic);
});
