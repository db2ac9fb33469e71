// The view of dead letters: topics, one list, the open letter with its editor, and the form that sends back.

import {html, nothing} from './lib/lit-html.js';
import {NameList, address, app, choice, copy, copyButtons, copyCommand, ended, keep, openSide, refused, say, shut, update, waiting, watched} from './app.js';
import {api, base64, bytes, coloured, command, curl, every, EXCERPT, headerText, invalidColumn, invalidFilter, isJson, isPassing, keyOf, lineText, moment, num, oneLine, path, pretty, printable, shortened, SHOWN} from './lib.js';

const LIMIT = 50;
const MAX_ROUNDS = 5;
const RATE = 50;
const TYPING_MILLIS = 300;
const LISTED = 100;

export const sideName = 'Send back';
export const hints = [['J K', 'move'], ['Enter', 'open'], ['X', 'select'], ['S', 'send back']];

const list = new NameList({noun: 'topic', page: topicPage, name: each => each.topic, height: 44, row: each => railRow(each.topic, each.topic, each.origins.length ? `from ${each.origins.map(oneLine).join(', ')}` : 'origin unknown', each.records - each.sent, each.sent),
  read: () => { if (view?.refusal && isPassing(view.refusal)) read(view); }});
let view = null;

const fresh = (topic, query) => ({
  topic, summary: null, cause: query.get('cause') || '', where: query.get('where') || '', state: query.get('state') || 'all', open: query.get('open') || '',
  letters: null, next: null, refusal: null, reading: false, abort: null, cursor: -1, whole: new Map(), edits: new Map(),
  picked: new Map(), everything: false, to: '', rate: RATE, force: false, plans: null, why: '', jobs: [], stops: [],
});

const id = letter => `${letter.topic}/${letter.partition}/${letter.offset}`;

export function open(target, query) {
  list.start(10_000);
  const wanted = fresh(target, query);
  if (view && view.topic === target && String(new URLSearchParams(asQuery(view))) === String(new URLSearchParams(asQuery(wanted)))) return;
  leave();
  const shown = view = wanted;
  read(view);
  if (target) view.stops.push(every(10_000, () => summarise(shown)));
  if (view.open) readWhole(view, view.open);
}

export function close() {
  list.end();
  leave();
  view = null;
}

function leave() {
  view?.abort?.abort();
  view?.stops.forEach(stop => stop());
}

const asQuery = ({cause, where, state, open: opened}) => ({cause, where, state: state === 'all' ? '' : state, open: opened});
const remember = () => keep(asQuery(view));

// ---- The rail ----------------------------------------------------------------------------------------------------

async function topicPage(query) {
  const {topics, next} = await api(`dead-letters?${query}`);
  return {items: topics, more: next !== null};
}

/** Reads how many letters of a topic there are; the list at the left may not have it. */
async function summarise(shown) {
  try {
    const found = await watched(() => api(`dead-letters?${new URLSearchParams({prefix: shown.topic, limit: 1})}`));
    shown.summary = found?.topics.find(each => each.topic === shown.topic) ?? shown.summary;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    // The letters are refused for the same reason, and show it.
  }
  update();
}

const renew = shown => Promise.all([list.renew(), shown.topic && summarise(shown)]);

const total = (all, count) => all.reduce((sum, each) => sum + count(each), 0);

function railRow(name, text, about, held, sent) {
  return html`<li><a href=${address('dead-letters', name)} aria-current=${name === view?.topic ? 'true' : nothing}>${ended(text)}<span class="stt">${about}</span><span class="rt">${num(Math.max(0, held))} held${sent ? html`<br>${num(sent)} sent` : nothing}</span></a></li>`;
}

function railOf() {
  const above = list.items?.length && !list.filter ? railRow('', 'All topics', 'the newest first', app.held, 0) : nothing;
  return html`<div class="grp">${list.view({empty: 'There are no dead letter topics.', above})}</div>`;
}
export {railOf as rail};

// ---- The list ----------------------------------------------------------------------------------------------------

function listAddress(shown, after) {
  const query = new URLSearchParams({state: shown.state, limit: LIMIT});
  for (const name of ['topic', 'cause', 'where']) if (shown[name]) query.set(name, shown[name]);
  if (after) query.set('after', after);
  return `dead-letters/records?${query}`;
}

/** Reads the first page, or the next one. A page can be short, or empty, where few of many records match. */
async function read(shown, more = false) {
  shown.abort?.abort();
  const abort = new AbortController();
  shown.abort = abort;
  shown.reading = true;
  shown.refusal = null;
  update();
  try {
    const found = more ? [...shown.letters] : [];
    const enough = found.length + LIMIT;
    let after = more ? shown.next : null;
    for (let round = 0; round < MAX_ROUNDS && found.length < enough && (round === 0 || after); round += 1) {
      const page = await api(listAddress(shown, after), {signal: abort.signal});
      found.push(...page.records);
      after = page.next;
    }
    shown.letters = found;
    shown.next = after;
    if (!more) shown.cursor = -1;
  } catch (refusal) {
    if (refusal.name === 'AbortError') return;
    if (refusal.status === undefined) throw refusal;
    shown.refusal = refusal;
  }
  shown.reading = false;
  update();
}

function filter(field, value) {
  view[field] = value;
  view.letters = null;
  view.next = null;
  view.open = '';
  clear();
  remember();
  read(view);
}

const position = each => `P${each.partition ?? '?'}${each.offset === null || each.offset === undefined ? '' : ` @ ${num(each.offset)}`}`;
const place = each => `${each.topic} ${position(each)}`;

/** A place of which a long topic name is cut, and partition and offset are not. */
const cutPlace = each => html`<span class="cut"><span class="iso">${oneLine(each.topic)}</span> <span>${position(each)}</span></span>`;
const origin = letter => (letter.origin?.topic ? place(letter.origin) : 'unknown');
const why = letter => letter.reason || letter.cause || letter.class || '';

function state(letter) {
  if (letter.state === 'held') return html`<span class="f">held</span>`;
  if (letter.state === 'sent') return `sent${letter.sent?.topic ? ` to P${letter.sent.partition} @ ${num(letter.sent.offset)}` : ''}`;
  return html`<span class="hot">${letter.state === 'claimed' ? 'claimed' : 'not known'}</span>`;
}

function content(letter) {
  if (letter.value === null || letter.value === undefined) return html`<span class="f">${letter.value_size > 0 ? 'hidden' : 'null'}</span>`;
  return letter.value_format === 'binary' ? html`<span class="f">${letter.value.slice(0, EXCERPT)}</span>` : coloured(oneLine(letter.value.slice(0, EXCERPT)));
}

function rowOf(letter, index) {
  const own = id(letter);
  const opened = view.open === own;
  return html`<tr class="${letter.state === 'sent' ? 'sent' : ''} ${opened ? 'open' : ''} ${view.cursor === index ? 'cur' : ''}" @click=${() => toggle(letter)}>
    <td class="pick" @click=${e => e.stopPropagation()}><input type="checkbox" aria-label="Select ${place(letter)}" .checked=${view.picked.has(own)} @change=${() => pick(letter)}></td>
    <td><button class="lk" aria-expanded=${opened ? 'true' : 'false'}>${moment(letter.time)}</button></td><td title=${oneLine(origin(letter))}>${letter.origin?.topic ? cutPlace(letter.origin) : html`<span class="f">unknown</span>`}</td><td class="iso" title=${oneLine(why(letter))}>${why(letter) ? oneLine(why(letter)) : html`<span class="f">–</span>`}</td>
    <td class="r">${letter.attempts ?? '–'}</td><td class="iso">${keyOf(letter)}</td><td class="iso">${Object.keys(view.edits.get(own) ?? {}).length ? html`<b>edited</b> ` : nothing}${content(letter)}</td><td title=${letter.sent?.topic ? place(letter.sent) : letter.state}>${state(letter)}</td></tr>
    ${opened ? detail(view.whole.get(own)?.letter ?? letter) : nothing}`;
}

function toggle(letter) {
  if (getSelection()?.toString()) return;
  view.open = view.open === id(letter) ? '' : id(letter);
  if (view.open) readWhole(view, view.open);
  remember();
  update();
}

/** The list has the beginning of long parts; an open letter has all of them. */
async function readWhole(shown, own) {
  if (shown.whole.get(own)?.letter) return;
  shown.whole.set(own, {});
  try {
    shown.whole.set(own, {letter: await api(path('dead-letters', ...own.split('/')))});
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    shown.whole.set(own, {failure: refusal.message});
  }
  update();
}

// ---- An open letter ----------------------------------------------------------------------------------------------

function sentence(letter) {
  if (letter.state === 'sent') return `${letter.sent?.topic ? place(letter.sent) : 'yes'}, ${moment(letter.sent.time)}${letter.sent.by ? `, by ${letter.sent.by}` : ''}`;
  return letter.sent?.error || 'A redrive ended before it said whether it was sent';
}

function detail(letter) {
  const own = id(letter);
  const known = view.whole.get(own) ?? {};
  const edit = view.edits.get(own);
  const text = letter.value ?? '';
  const json = letter.value_format === 'text' && text.length <= SHOWN && isJson(text);
  const cut = known.all ? text : text.slice(0, SHOWN);
  const listed = view.letters.find(each => id(each) === own) ?? letter;
  const facts = [['reason', letter.reason], ['class', letter.class], ['cause', letter.cause], ['attempts', letter.attempts], ['origin', origin(letter)], ['here', place(letter)], ['key', letter.key], ['size', `${num(letter.value_size)} B${letter.value_format === 'binary' ? ', shown as base64' : ''}`],
    ['sent', listed.state === 'held' ? null : sentence(listed)], ['note', known.failure ? `This is the beginning: ${known.failure}` : known.letter ? null : 'The rest is being read']];
  return html`<tr class="det"><td colspan="8"><div class="dg">
    ${edit ? editor(letter, edit) : html`<pre class="iso" tabindex="0" aria-label="Value">${letter.value === null || letter.value === undefined ? content(letter) : json ? coloured(pretty(text)) : printable(cut)}</pre>`}
    <div class="about" tabindex="0" role="region" aria-label="Reason, place and headers"><dl>${facts.filter(([, value]) => value !== null && value !== undefined && value !== '').map(([name, value]) => html`<dt>${name}</dt><dd class="iso wrap">${printable(shortened(String(value)))}</dd>`)}
      ${letter.headers.map(each => html`<dt class="iso">${oneLine(each.key)}</dt><dd class="iso wrap">${headerText(each.value)}</dd>`)}</dl></div>
    <div class="do">${edit ? html`<button class="btn" @click=${() => discard(own)}>Discard the edit</button>` : html`<button class="btn" ?disabled=${!known.letter || letter.truncated} @click=${() => change(letter)}>Edit</button>`}
      <button class="btn" @click=${() => copy(curl('GET', path('dead-letters', letter.topic, String(letter.partition), String(letter.offset))), 'curl command')}>Copy as curl</button>
      <button class="btn" @click=${() => copyCommand(command(['dead-letters', 'show'], [`${letter.topic}:${letter.partition}:${letter.offset}`]))}>Copy as command</button>
      <button class="btn" ?disabled=${!known.letter} @click=${() => copy(letter.value ?? '', 'Value')}>Copy value</button>
      ${text.length > SHOWN && !known.all && !edit ? html`<button class="btn q" @click=${() => { known.all = true; update(); }}>Show all ${bytes(letter.value_size)}</button>` : nothing}</div></div></td></tr>`;
}

/** What is sent in place of a part of the letter. */
const edited = (letter, edit, name) => (edit[name] === undefined ? letter[name] ?? null : edit[name]);

/** Headers as the editor has them: text, or bytes that it can only keep as they are. */
const headerRows = letter => letter.headers.map(({key: name, value}) => ({key: name, text: lineText(value), raw: value}));

function editor(letter, edit) {
  const set = (name, value) => { edit[name] = value; planSoon(); };
  const field = (name, label, rows) => {
    const value = edited(letter, edit, name);
    return html`<div class="lab"><label for="edit-${name}">${label}${letter[`${name}_format`] === 'binary' ? ', as base64' : ''}</label><label class="tick"><input type="checkbox" id="null-${name}" .checked=${value === null} @change=${e => set(name, e.target.checked ? null : letter[name] ?? '')}> null</label></div>
    <textarea class="in" id="edit-${name}" rows=${rows} spellcheck="false" ?disabled=${value === null} .value=${value ?? ''} @input=${e => set(name, e.target.value)}></textarea>`;
  };
  return html`<div class="edit">${field('key', 'Key', 1)}${field('value', 'Value', Math.min(16, Math.max(5, (letter.value ?? '').split('\n').length)))}${headerEditor(letter, edit)}
    <p class="f">The edit is sent with this letter when it is sent back; the dead letter stays as it is.${`${letter.key}${letter.value}`.includes('\r') ? ' Line ends become \\n in what you edit.' : ''}</p></div>`;
}

function headerEditor(letter, edit) {
  const rows = edit.headers ?? headerRows(letter);
  const change = (i, part) => {
    edit.headers = rows.map((row, at) => (at === i ? {...row, ...part} : row));
    planSoon();
  };
  const remove = i => {
    edit.headers = rows.filter((_, at) => at !== i);
    planSoon();
  };
  return html`<div class="lab"><span>Headers</span><button class="btn q sm" @click=${() => { edit.headers = [...rows, {key: '', text: '', raw: ''}]; planSoon(); }}>Add header</button></div>
    ${rows.map((row, i) => html`<div class="hdrs"><input class="in" aria-label="Name of header ${i + 1}" .value=${row.key} @input=${e => change(i, {key: e.target.value})}><input class="in" aria-label="Value of header ${i + 1}" placeholder=${row.text === null ? row.raw === null ? 'null' : 'bytes, kept' : ''} .value=${row.text ?? ''} @input=${e => change(i, {text: e.target.value})}><button class="lk" aria-label="Remove header ${i + 1}" @click=${() => remove(i)}>✕</button></div>`)}`;
}

/** Opens the editor, and selects the letter. */
function change(letter) {
  view.edits.set(id(letter), {});
  view.picked.set(id(letter), letter);
  changed();
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById('edit-value')?.focus()));
}

function discard(own) {
  view.edits.delete(own);
  changed();
}

// ---- The middle --------------------------------------------------------------------------------------------------

function emptiness() {
  if (view.next) return 'No dead letter matches so far.';
  if (view.cause || view.where || view.state !== 'all') return 'No dead letter matches. Change the filter, or show all states.';
  return 'No dead letters. Records that a consumer could not handle appear here, when it writes them to a dead letter topic.';
}

const STATES = [['all', 'Held and sent'], ['held', 'Held'], ['sent', 'Sent']];

function letters() {
  const all = view.letters;
  const picked = all.filter(each => view.picked.has(id(each))).length;
  return html`<div class="tail" tabindex="0" role="region" aria-label="Dead letters"><table class="dl"><colgroup><col class="l-pick"><col class="l-time"><col class="l-from"><col class="l-why"><col class="l-try"><col class="l-key"><col><col class="l-state"></colgroup>
      <thead><tr><th class="pick"><input type="checkbox" aria-label="Select all that are listed" .checked=${all.length > 0 && picked === all.length} .indeterminate=${picked > 0 && picked < all.length} @change=${e => pickAll(e.target.checked)}></th><th>Time</th><th>Origin</th><th>Cause</th><th class="r">Tries</th><th>Key</th><th>Value</th><th>State</th></tr></thead>
      <tbody>${all.map(rowOf)}</tbody></table>
    ${all.length ? nothing : html`<p class="none">${emptiness()}</p>`}
    ${view.next ? html`<p class="none"><button class="btn" ?disabled=${view.reading} @click=${() => read(view, true)}>${view.reading ? 'Reading' : 'Read older ones'}</button></p>` : nothing}</div>`;
}

function facts() {
  if (!view.topic) return html`<span><b>${num(app.held)}</b> held</span>`;
  const known = view.summary;
  return known ? html`<span><b>${num(Math.max(0, known.records - known.sent))}</b> held</span><span><b>${num(known.sent)}</b> sent</span>` : nothing;
}

export function work() {
  if (!view) return html`<div class="head"><h1>Dead letters</h1></div>`;
  const column = invalidColumn(view.refusal?.message);
  return html`<div class="head"><h1 title=${view.topic}>${view.topic || 'Dead letters'}</h1><div class="facts">${facts()}</div></div>
    <div class="bar letters">${choice('State', STATES, view.state, value => filter('state', value))}
      <div class="grow"><input class="in" id="cause" aria-label="Cause" autocomplete="off" placeholder="Cause has this text" .value=${view.cause} @change=${e => filter('cause', e.target.value.trim())}></div>
      <div class="grow"><input class="in" id="where" aria-label="Filter dead letters" aria-invalid=${column ? 'true' : nothing} aria-describedby=${column ? 'why' : nothing} autocomplete="off" spellcheck="false" maxlength="2000" placeholder="Filter: value.total > 100" .value=${view.where} @change=${e => filter('where', e.target.value.trim())}></div>
      <button class="btn" ?disabled=${view.reading} @click=${() => read(view)}>Read again</button><details class="menu" @click=${shut}><summary class="btn q">Copy</summary>${copyButtons(() => curl('GET', listAddress(view)), listAsCommand)}</details></div>
    ${column ? invalidFilter(view.where, view.refusal.message) : view.refusal ? refused(view.refusal, () => read(view)) : nothing}
    ${view.letters ? letters() : view.refusal ? nothing : waiting('dead letters')}`;
}

export const drawn = () => list.drawn();

// ---- Selecting ---------------------------------------------------------------------------------------------------

function clear() {
  view.picked.clear();
  view.everything = false;
  changed();
}

/** Selects every letter of the topic that the filter matches, also those that are not listed. */
function pickEverything() {
  view.picked.clear();
  view.everything = true;
  changed();
}

function pick(letter) {
  view.everything = false;
  if (!view.picked.delete(id(letter))) view.picked.set(id(letter), letter);
  changed();
}

function pickAll(on) {
  view.everything = false;
  for (const letter of view.letters) {
    if (on) view.picked.set(id(letter), letter);
    else view.picked.delete(id(letter));
  }
  changed();
}

let asked = 0;
let typing;

/** Drops the preview, which is of another selection now, and asks for a new one. */
function changed() {
  planSoon(0);
}

function planSoon(millis = TYPING_MILLIS) {
  asked += 1;
  clearTimeout(typing);
  view.plans = null;
  view.why = '';
  update();
  if (view.picked.size || view.everything) typing = setTimeout(plan, millis);
}

/** The fields of a request that do not say which letters are sent. */
function settings(dryRun) {
  const body = {records_per_second: view.rate, dry_run: dryRun};
  if (view.to) body.to = view.to;
  if (view.force) body.force = true;
  return body;
}

/** The request for all letters that the filter matches. */
function requestForEverything(dryRun) {
  const body = settings(dryRun);
  for (const name of ['cause', 'where']) if (view[name]) body[name] = view[name];
  return {topic: view.topic, body};
}

/** The bodies of the requests, one for each dead letter topic, in the order of the topics. */
function requests(dryRun) {
  if (view.everything) return [requestForEverything(dryRun)];
  const byTopic = new Map();
  for (const letter of view.picked.values()) {
    const record = {partition: letter.partition, offset: letter.offset};
    const edit = view.edits.get(id(letter)) ?? {};
    for (const name of ['key', 'value']) {
      if (edit[name] === undefined) continue;
      record[name] = edit[name];
      if (edit[name] !== null && letter[`${name}_format`] === 'binary') record[`${name}_format`] = 'binary';
    }
    if (edit.headers) record.headers = edit.headers.filter(row => row.key).map(row => ({key: row.key, value: row.text === null ? row.raw : base64(row.text)}));
    if (!byTopic.has(letter.topic)) byTopic.set(letter.topic, []);
    byTopic.get(letter.topic).push(record);
  }
  return [...byTopic].sort(([a], [b]) => (a < b ? -1 : 1)).map(([topic, records]) => {
    return {topic, body: {records: records.sort((a, b) => a.partition - b.partition || a.offset - b.offset), ...settings(dryRun)}};
  });
}

async function plan() {
  const shown = view;
  const mine = asked;
  try {
    const found = [];
    for (const {topic, body} of requests(true)) found.push({topic, ...await api(path('dead-letters', topic, 'redrive'), {method: 'POST', body})});
    if (mine === asked) shown.plans = found;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    if (mine === asked) shown.why = refusal.message;
  }
  update();
}

// ---- Sending back ------------------------------------------------------------------------------------------------

async function send() {
  const shown = view;
  const bodies = requests(false);
  const planned = total(shown.plans, each => each.count + each.skipped_count);
  shown.jobs.forEach(job => job.stop?.());
  shown.jobs = [];
  clear();
  for (const {topic, body} of bodies) {
    const job = {topic, count: body.records?.length ?? planned, body, report: null, failure: ''};
    shown.jobs.push(job);
    try {
      job.report = await api(path('dead-letters', topic, 'redrive'), {method: 'POST', body});
      job.stop = every(500, () => follow(shown, job));
      shown.stops.push(job.stop);
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      job.failure = refusal.message;
      say(`Not sent back: ${refusal.message}`);
    }
    update();
  }
}

const jobAddress = job => path('dead-letters', 'redrives', job.report.id);

async function follow(shown, job) {
  await watched(async () => {
    try {
      job.report = await api(jobAddress(job));
    } catch (refusal) {
      if (refusal.status >= 400 && refusal.status < 500) {
        job.failure = `${refusal.message}. The state of each letter says what was sent.`;
        job.stop();
      }
      throw refusal;
    }
  });
  if (job.report.state !== 'running' && !job.ended) {
    job.ended = true;
    job.stop();
    say(`${job.report.sent} of ${job.count} sent back`);
    await settle(shown, job);
    await renew(shown);
  }
  update();
}

/** Shows each letter of a redrive with its new state. A letter that was sent stays in the list. */
async function settle(shown, job) {
  await watched(async () => {
    for (const {partition, offset} of job.report.results) {
      const own = id({topic: job.topic, partition, offset});
      const at = shown.letters?.findIndex(each => id(each) === own) ?? -1;
      if (at < 0) continue;
      const found = await api(path('dead-letters', job.topic, String(partition), String(offset)));
      Object.assign(shown.letters[at], {state: found.state, sent: found.sent});
      if (found.state === 'sent') shown.edits.delete(own);
    }
  });
}

async function cancel(job) {
  try {
    job.report = await api(jobAddress(job), {method: 'DELETE'});
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    job.failure = refusal.message;
  }
  update();
}

const EFFECTS = {sent: 'sent', failed: 'not sent', skipped: 'skipped', unknown: 'not known whether sent'};

function jobOf(job) {
  const {report} = job;
  const done = report?.total ?? 0;
  return html`<section class="job" aria-label="Redrive of ${job.topic}"><div class="hd"><h2>${report ? html`${num(done)} of ${num(Math.max(done, job.count))}` : 'Not started'}</h2><span class="f">${report ? {running: 'sending', done: 'done', cancelled: 'cancelled', failed: 'ended early'}[report.state] : ''}</span></div>
    <div class="pad"><div class="trk"><i class="t" .style=${`width:${report ? Math.min(100, done / job.count * 100) : 0}%`}></i></div>
      <p class="m">${job.topic}</p>${report ? html`<p>${num(report.sent)} sent, ${num(report.failed)} not sent, ${num(report.skipped)} skipped</p>` : nothing}
      ${job.failure || report?.error ? html`<p class="err" role="alert">${job.failure || report.error}</p>` : nothing}
      ${report?.state === 'running' ? html`<div class="acts"><button class="btn sm" @click=${() => cancel(job)}>Cancel</button><button class="btn q sm" @click=${() => copy(curl('DELETE', jobAddress(job)), 'curl command')}>Copy cancel as curl</button></div>` : nothing}</div>
    <ol tabindex="0" aria-label="Outcomes">${(report?.results ?? []).map(each => html`<li class=${each.effect === 'failed' || each.effect === 'unknown' ? 'bad' : ''}><div class="a"><span class="m">P${each.partition} @ ${num(each.offset)}</span><span class="m">${each.effect === 'sent' && each.to ? cutPlace(each.to) : EFFECTS[each.effect]}</span></div>${each.error ? html`<p class="why">${printable(each.error)}</p>` : nothing}</li>`)}</ol></section>`;
}

const asCurl = dryRun => requests(dryRun).map(({topic, body}) => curl('POST', path('dead-letters', topic, 'redrive'), {type: 'application/json', body: JSON.stringify(body)})).join('\n');

/** Whether kafka-cli can send this: it edits one letter, as text. */
const isCommand = ({records = []}) => records.every(({headers, key_format: key, value_format: value, ...each}) => !key && !value
  && (headers ?? []).every(({key: name, value: bytes}) => !name.includes('=') && (bytes === null || lineText(bytes) !== null))
  && (records.length === 1 || (each.key === undefined && each.value === undefined && !headers)));

const headerWord = ({key: name, value}) => (value === null ? name : `${name}=${lineText(value)}`);

const NO_PART = {key: '--null-key', value: '--tombstone'};

const asCommand = dryRun => requests(dryRun).map(({topic, body}) => {
  const words = [...(body.records ?? []).flatMap(each => ['--record', `${each.partition}:${each.offset}`])];
  for (const name of ['cause', 'where']) if (body[name]) words.push(`--${name}`, body[name]);
  if (!body.records && !isFiltered()) words.push('--all');
  const [first = {}] = body.records ?? [];
  for (const name of ['key', 'value']) if (first[name] !== undefined) words.push(...first[name] === null ? [NO_PART[name]] : [`--${name}`, first[name]]);
  if (first.headers) words.push(...first.headers.length ? first.headers.flatMap(each => ['--header', headerWord(each)]) : ['--no-headers']);
  if (body.to) words.push('--to', body.to);
  words.push('--rate', String(body.records_per_second));
  if (body.force) words.push('--force');
  return command(['dead-letters', 'redrive'], [topic], dryRun ? words : [...words, '--execute']);
}).join('\n');

function listAsCommand() {
  const options = ['--state', view.state, '--limit', String(LIMIT)];
  for (const name of ['cause', 'where']) if (view[name]) options.push(`--${name}`, view[name]);
  return command(['dead-letters', 'list'], view.topic ? [view.topic] : [], options);
}

function preview() {
  if (view.why) return html`<p class="err" role="alert">${view.why}</p>`;
  if (!view.plans) return html`<p class="sf">Asking what would be sent</p>`;
  const targets = view.plans.flatMap(each => each.by_target);
  const skipped = view.plans.flatMap(each => each.skipped.map(one => ({...one, topic: each.topic})));
  return html`${targets.length ? html`<table class="pv"><colgroup><col><col class="w76"></colgroup><thead><tr><th>To</th><th class="r">Records</th></tr></thead><tbody>${targets.map(each => html`<tr><td title=${each.topic}>${each.topic}</td><td class="r">${num(each.count)}</td></tr>`)}</tbody></table>` : html`<p class="sf">Nothing would be sent.</p>`}
    ${total(view.plans, each => each.skipped_count) ? html`<p><b>${num(total(view.plans, each => each.skipped_count))} skipped</b></p><ul class="skips">${skipped.slice(0, LISTED).map(each => html`<li><span class="m">P${each.partition} @ ${num(each.offset)}</span> ${printable(each.error ?? '')}</li>`)}</ul>` : nothing}
    ${view.plans.every(each => each.complete) ? nothing : html`<p class="sf">The preview did not see all of them.</p>`}`;
}

const isFiltered = () => Boolean(view.cause || view.where);

/** Offers all letters of a topic; a redrive is one of a topic, and what was sent is not sent twice. */
function everythingButton() {
  if (!view.topic || view.state === 'sent' || !view.letters?.length) return nothing;
  return html`<div class="go start"><button class="btn" @click=${pickEverything}>${isFiltered() ? 'Select all that match' : 'Select all of the topic'}</button></div>`;
}

function chosen() {
  if (!view.everything) return `${num(view.picked.size)} selected`;
  return isFiltered() ? 'all that match' : 'all of the topic';
}

export function side() {
  if (!view) return nothing;
  const jobs = view.jobs.length ? html`<div class="rec">${view.jobs.map(jobOf)}</div>` : nothing;
  if (!view.picked.size && !view.everything) return html`${view.jobs.length ? nothing : html`<p class="none">Select dead letters to send them back to the topic that they came from. They stay here, marked as sent.</p>`}${everythingButton()}${jobs}`;
  const count = view.plans ? total(view.plans, each => each.count) : 0;
  return html`<div class="plan"><h2>Send back<span class="f">${chosen()}</span><button class="btn q sm" @click=${clear}>Clear</button></h2>
      <div class="row"><label for="to">To</label><input id="to" class="in" autocomplete="off" placeholder="the topic of origin" .value=${view.to} @input=${e => { view.to = e.target.value.trim(); planSoon(); }}></div>
      <div class="row"><label for="rate">Rate</label><div class="two"><input id="rate" class="in" type="number" min="1" max="10000" .value=${String(view.rate)} @input=${e => { view.rate = Number(e.target.value); planSoon(); }}><span class="sf">a second</span></div></div>
      <label><input type="checkbox" .checked=${view.force} @change=${e => { view.force = e.target.checked; changed(); }}> Also what was sent before, or came back too often</label></div>
    <div class="pvs"><h2>Preview<span class="f">nothing is sent yet</span></h2>${preview()}</div>
    <div class="go"><button class="btn pri" ?disabled=${!count} @click=${send}>Send back ${num(count)}</button></div>
    <div class="go end">${copyButtons(() => asCurl(false), requests(false).every(each => isCommand(each.body)) ? () => asCommand(false) : null)}</div>
    <div class="go end"><span class="f">The preview</span>${copyButtons(() => asCurl(true), requests(true).every(each => isCommand(each.body)) ? () => asCommand(true) : null)}</div>${jobs}`;
}

// ---- Keys --------------------------------------------------------------------------------------------------------

function move(by) {
  view.cursor = Math.max(0, Math.min(view.letters.length - 1, view.cursor + by));
  update();
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector('tr.cur')?.scrollIntoView({block: 'nearest'})));
}

export function key(name) {
  if (!view?.letters?.length) return false;
  const letter = view.letters[view.cursor];
  if (name === 'j') move(1);
  else if (name === 'k') move(-1);
  else if (name === 'x' && letter) pick(letter);
  else if (name === 'Enter' && letter) toggle(letter);
  else if (name === 's') openSide();
  else return false;
  return true;
}
