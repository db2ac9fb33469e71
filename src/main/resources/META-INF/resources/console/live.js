// The live response of this tab: rates of topics, lanes, a group, and the state of Weir. There is one, whatever is shown.

import {backOff, isPassing, jsonLines, pause} from './lib.js';

const SETTLED_MILLIS = 300;
const SILENCE_MILLIS = 10_000;

/** What is known of the connection; refusal is why Weir does not send what is wanted. */
export const live = {connected: false, attempt: 0, status: null, version: '', updated: Date.now(), refusal: null};

const takers = new Map();
let wanted = null;
let current = null;
let settling;
let gap = false;

/** Calls a function with each line of a type; besides those of Weir there are 'change' and 'resumed', after a gap. */
export function on(type, take) {
  if (!takers.has(type)) takers.set(type, []);
  takers.get(type).push(take);
}

const tell = (type, line) => takers.get(type)?.forEach(take => take(line));

/** What a user sees who may; it stands before the rest of a query. */
const EXTRAS = ['dead_letters=true', 'receipts=mine'];
const withoutExtras = query => query.split('&').filter(part => !EXTRAS.includes(part)).join('&');

/** Proxies refuse longer addresses; names beyond that have no rates. */
const MAX_NAMES_LENGTH = 6000;

function short(names) {
  let length = 0;
  return names.filter(name => (length += name.length + 1) <= MAX_NAMES_LENGTH);
}

/** Asks again for what was refused, since the user may see it now. */
export function ask() {
  if (live.refusal) open();
}

/** Says what is shown now. The response is opened anew where that is something else. */
export function want({topics = [], lanes = [], group = '', receipts = false}) {
  const query = new URLSearchParams(EXTRAS[0]);
  if (receipts) query.set('receipts', 'mine');
  if (topics.length) query.set('topics', short(topics).join(','));
  if (lanes.length) query.set('lanes', lanes.join(','));
  if (group) query.set('group', group);
  const text = String(query).replaceAll('%2C', ',');
  if (text === wanted) return;
  const wait = wanted === null ? 0 : SETTLED_MILLIS;
  wanted = text;
  clearTimeout(settling);
  settling = setTimeout(open, wait);
}

function open() {
  current?.abort();
  live.refusal = null;
  if (!document.hidden) follow(current = new AbortController(), wanted);
}

async function follow(mine, query) {
  while (!mine.signal.aborted) {
    const refusal = await read(mine.signal, query, () => {
      if (gap) tell('resumed');
      gap = false;
    });
    if (mine.signal.aborted) return;
    if (refusal && !isPassing(refusal)) {
      // Without what not every user may know; and what may be shown to everyone still says whether Weir is there.
      if (withoutExtras(query) !== query) {
        query = withoutExtras(query);
        continue;
      }
      live.refusal = refusal;
      if (!query) return;
      query = '';
      continue;
    }
    gap = true;
    live.connected = false;
    live.failure = refusal?.message ?? 'Weir has ended the connection';
    tell('change');
    await pause(backOff(live.attempt++));
  }
}

/** Reads one response to its end; returns the refusal, if it ends with one. */
async function read(signal, query, opened) {
  const attempt = new AbortController();
  const end = () => attempt.abort();
  signal.addEventListener('abort', end);
  let last = Date.now();
  // A network that went away without a word, or a computer that slept.
  const watch = setInterval(() => Date.now() - last > SILENCE_MILLIS && end(), SILENCE_MILLIS / 5);
  try {
    await jsonLines(`console/feed${query && `?${query}`}`, {signal: attempt.signal, line: line => {
      last = Date.now();
      if (line.type === 'hello') opened();
      take(line);
    }});
  } catch (refusal) {
    if (refusal.name !== 'AbortError' && refusal.status === undefined) throw refusal;
    if (refusal.name !== 'AbortError') return refusal;
  } finally {
    clearInterval(watch);
    signal.removeEventListener('abort', end);
  }
  return null;
}

function take(line) {
  live.connected = true;
  live.attempt = 0;
  live.failure = '';
  live.updated = Date.now();
  if (line.type === 'hello') live.version = line.version;
  if (line.type === 'status') live.status = line;
  tell(line.type, line);
  tell('change');
}

document.addEventListener('visibilitychange', () => {
  gap = true;
  if (document.hidden) current?.abort();
  else if (wanted !== null) open();
});
