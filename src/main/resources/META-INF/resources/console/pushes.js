// The view of pushes: each with its status, its counts, and the last requests to its receiver.

import {html, nothing} from './lib/lit-html.js';
import {address, copyButtons, refused, say, update, waiting, watched} from './app.js';
import {api, clock, curl, every, isPassing, num, path, printable, triangle} from './lib.js';

export const hints = [['1 2 3 4 5 6', 'views']];

const SHOWN = [['all', 'All'], ['failed', 'Not accepted']];

const fresh = target => ({target, pushes: null, attempts: null, refusal: null, attemptsRefusal: null, shown: 'all', acting: false, problem: ''});
let state = fresh('');
let stop = null;

export function open(target) {
  if (target !== state.target) state = {...fresh(target), pushes: state.pushes};
  stop?.();
  stop = every(2000, read);
}

export function close() {
  stop?.();
  stop = null;
  state = fresh('');
}

/** Runs a request whose refusal is shown in a part of the page; returns nothing where it was refused. */
async function asked(mine, part, work) {
  try {
    const found = await watched(work);
    mine[part] = null;
    return found;
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    mine[part] = refusal;
    return undefined;
  }
}

async function read() {
  const mine = state;
  mine.pushes = (await asked(mine, 'refusal', () => api('pushes')))?.pushes ?? mine.pushes;
  const push = current(mine);
  if (push) mine.attempts = (await asked(mine, 'attemptsRefusal', () => api(path('pushes', push.name, 'attempts'))))?.attempts ?? mine.attempts;
  update();
}

/** The push of the address; without one the first. */
const current = ({pushes, target}) => pushes?.find(each => each.name === target || !target);

async function act(method, action, said) {
  const mine = state;
  const {name} = current(mine);
  mine.acting = true;
  update();
  try {
    await api(path('pushes', name, action), {method});
    mine.problem = '';
    say(`${name} ${said}`);
  } catch (refusal) {
    if (refusal.status === undefined) throw refusal;
    mine.problem = refusal.message;
  }
  mine.acting = false;
  await read();
}

const toggle = push => (push.status === 'paused' ? act('POST', 'resume', 'is resumed') : act('POST', 'pause', 'is paused'));

// ---- The list ----------------------------------------------------------------------------------------------------

const isWell = push => push.status === 'active';

const row = push => html`<li><a href=${address('pushes', push.name)} aria-current=${push === current(state) ? 'true' : nothing}><span class="nm" title=${push.name}>${push.name}</span><span class="stt">${push.topic ?? push.pattern}</span><span class="rt">${isWell(push) ? nothing : html`<span class="hot">${push.status}</span><br>`}${num(push.pending_records)} open</span></a></li>`;

export function rail() {
  const {pushes, refusal} = state;
  return html`<div class="find"><b>Pushes</b></div>${pushes ? html`<ul class="grp names">${pushes.map(row)}</ul>` : refusal ? refused(refusal) : waiting('pushes')}`;
}

// ---- The middle --------------------------------------------------------------------------------------------------

const plural = (n, word) => `${num(n)} ${word}${n === 1 ? '' : 's'}`;

function note(push) {
  if (push.status === 'failing') return html`<span class="note">${triangle}The receiver ${printable(push.reason)}. One request at a time is sent until it accepts records again.</span>`;
  if (push.status === 'paused') return html`<span class="note">${triangle}Paused: ${printable(push.reason)}. Nothing is sent until the push is resumed.</span>`;
  return html`<span class="note sf">${push.pending_records ? `${plural(push.pending_records, 'record')} from the oldest that is not delivered to the newest that was read.` : 'Every record that was read is delivered.'}</span>`;
}

function replay({replay: last}) {
  if (!last) return nothing;
  const counts = `${plural(last.delivered, 'record')} sent again${last.rejected ? `, ${num(last.rejected)} rejected` : ''}`;
  const text = {running: `A replay is running: ${counts}.`, done: `The last replay is done: ${counts}.`, cancelled: `The last replay was cancelled: ${counts}.`, failed: `The last replay failed: ${last.error ?? ''}`}[last.state];
  return html`<p class="none" id="replay"><span class=${last.state === 'failed' ? 'err' : ''}>${printable(text)}</span>${last.state === 'running' ? html` <button class="btn sm" ?disabled=${state.acting} @click=${() => act('DELETE', 'replay', 'sends nothing again any more')}>Cancel</button>` : nothing}</p>`;
}

/** What came of a request: the problem where there is one, and what the receiver has said. */
function outcome({problem, response}) {
  const said = printable(response ?? '');
  return html`${problem ? html`<span class="hot">${printable(problem)}</span>` : html`<span class="f">accepted</span>`}${said ? html` <span class="iso">${said}</span>` : nothing}`;
}

const attemptRow = (each, longest) => html`<tr><td>${clock(Date.parse(each.time), true)}</td><td title=${each.records}>${each.records}</td><td class="r ${each.problem ? 'hot' : ''}">${each.status ?? '–'}</td><td class="r">${num(each.duration_ms)} ms</td><td><span class="meter ${each.problem ? 'red' : 'ink'}" .style=${`width:${Math.max(1, each.duration_ms / longest * 100)}%`}></span></td><td title=${printable([each.problem, each.response].filter(Boolean).join(': '))}>${outcome(each)}</td></tr>`;

function attempts(push) {
  const {attempts: all, attemptsRefusal, shown} = state;
  const found = (all ?? []).filter(each => shown === 'all' || each.problem);
  const longest = Math.max(1, ...found.map(each => each.duration_ms));
  const none = shown === 'all' ? 'No request yet. A record of the topic is sent as soon as it is there.' : 'Every request that Weir remembers was accepted.';
  return html`<div class="sech"><h2>Last requests</h2><div class="seg" role="group" aria-label="Which">${SHOWN.map(([which, text]) => html`<button aria-pressed=${shown === which} @click=${() => { state.shown = which; update(); }}>${text}</button>`)}</div>${copyButtons(() => curl('GET', path('pushes', push.name, 'attempts')))}</div>
    ${attemptsRefusal && !isPassing(attemptsRefusal) ? refused(attemptsRefusal) : !all ? waiting('requests') : found.length ? html`<table class="pt lf" id="attempts"><colgroup><col class="w110"><col class="w200"><col class="w56"><col class="w86"><col class="w96"><col></colgroup><thead><tr><th>Time</th><th>Records</th><th class="r">Status</th><th class="r">Duration</th><th><span class="vh">Duration as a bar</span></th><th>Outcome, and the beginning of the response</th></tr></thead><tbody>${found.map(each => attemptRow(each, longest))}</tbody></table>` : html`<p class="none">${none}</p>`}`;
}

const EMPTY = html`<div class="none"><p>No push is declared, or none of whose topics you may see.</p><p>A push sends the records of a topic to a URL. It is declared with <span class="m">weir.push.NAME.topic</span> and <span class="m">weir.push.NAME.url</span>, and appears here when Weir starts again.</p></div>`;

export function work() {
  const {pushes, refusal, target, acting, problem} = state;
  const push = current(state);
  const title = (text, facts) => html`<div class="head"><h1>${text}</h1>${facts}</div>`;
  if (refusal && !isPassing(refusal)) return html`${title('Pushes', nothing)}${refused(refusal)}`;
  if (!pushes) return html`${title('Pushes', nothing)}${waiting('pushes')}`;
  if (!push) return html`${title(target || 'Pushes', nothing)}${target ? refused({status: 404, message: `There is no push '${printable(target)}'`}) : EMPTY}`;
  const isPaused = push.status === 'paused';
  return html`${title(push.name, html`<div class="facts"><span>to <b>${push.url}</b></span><span><b>${num(push.delivered)}</b> delivered</span><span><b class=${push.dead_letters ? 'hot' : ''}>${num(push.dead_letters)}</b> dead</span>${push.filtered ? html`<span><b>${num(push.filtered)}</b> filtered</span>` : nothing}<span><b>${num(push.requests_in_flight)}</b> in flight</span></div>`)}
    <section class="plot" aria-label="Status"><div class="t">${note(push)}<button class="btn" ?disabled=${acting} @click=${() => toggle(push)}>${isPaused ? 'Resume' : 'Pause'}</button>${copyButtons(() => curl('POST', path('pushes', push.name, isPaused ? 'resume' : 'pause')))}</div>${problem ? html`<p class="err" role="alert">${problem}</p>` : nothing}</section>
    ${replay(push)}
    <div class="page" tabindex="0" role="region" aria-label="Requests to the receiver">${attempts(push)}</div>`;
}
