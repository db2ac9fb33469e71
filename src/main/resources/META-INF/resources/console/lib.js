// Requests to Weir, and text for people. Everything that a record holds is untrusted and only ever becomes a text node.

import {html} from './lib/lit-html.js';

const ROOT = new URL('..', location.href.split('#')[0]);
const KEY = 'weir.key';

/** What the browser stores; where it stores nothing, what this page remembers. */
function storage(name) {
  const remembered = new Map();
  const or = (stored, instead) => {
    try {
      return stored(window[name]);
    } catch {
      return instead();
    }
  };
  return {
    get: key => or(store => store.getItem(key), () => remembered.get(key) ?? null),
    set: (key, value) => or(store => store.setItem(key, value), () => { remembered.set(key, value); }),
  };
}

export const settings = storage('localStorage');
const session = storage('sessionStorage');

export const key = {
  get: () => session.get(KEY),
  set: value => session.set(KEY, value),
};

const SILENT = 'Weir does not answer';

/** An error response of Weir, or a request that got none (status 0). */
export class Refusal extends Error {
  constructor(status, message, body) {
    super(message);
    this.status = status;
    this.body = body;
  }
}

function headers(more) {
  const all = {'X-Requested-With': 'XMLHttpRequest', ...more};
  if (key.get()) all.Authorization = `Bearer ${key.get()}`;
  return all;
}

async function request(path, options) {
  let response;
  try {
    response = await fetch(new URL(path, ROOT), {...options, headers: headers(options.headers)});
  } catch (cause) {
    if (cause.name === 'AbortError') throw cause;
    throw new Refusal(0, SILENT);
  }
  if (!response.ok) {
    const body = await response.json().catch(() => ({}));
    if (response.status === 401) dispatchEvent(new Event('weir-key'));
    throw new Refusal(response.status, body.message || `Weir answers with status ${response.status}`, body);
  }
  return response;
}

export async function api(path, {method = 'GET', body, type = 'application/json', headers: more = {}, signal} = {}) {
  const response = await request(path, {
    method,
    signal,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? more : {'Content-Type': type, ...more},
  });
  return response.status === 204 ? null : response.json();
}

/** Reads a page of a list; more says whether there is another one after it. */
export async function apiPage(path, signal) {
  const response = await request(path, {signal, headers: {}});
  return {items: await response.json(), more: /rel="?next/.test(response.headers.get('Link') ?? '')};
}

/** Reads the lines of a response that has no end, as they come; returns when the server ends it. */
async function eachLine(response, line) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const parts = [];
  for (;;) {
    const {value, done} = await reader.read().catch(cause => {
      if (cause.name === 'AbortError') throw cause;
      throw new Refusal(0, SILENT);
    });
    if (done) return;
    // A line of a megabyte comes in many pieces, which are joined once.
    let from = 0;
    for (let end; (end = value.indexOf('\n', from)) >= 0; from = end + 1) {
      parts.push(value.slice(from, end));
      line(parts.join('').replace(/\r$/, ''));
      parts.length = 0;
    }
    parts.push(value.slice(from));
  }
}

/** Reads lines of JSON with fetch, which can send a key. */
export async function jsonLines(path, {signal, line}) {
  await eachLine(await request(path, {signal, headers: {Accept: 'application/x-ndjson'}}), text => text && line(JSON.parse(text)));
}

/** Reads server-sent events with fetch. */
export async function events(path, {lastId, signal, opened, event}) {
  const more = {Accept: 'text/event-stream'};
  if (lastId) more['Last-Event-ID'] = lastId;
  const response = await request(path, {signal, headers: more});
  opened();
  let current = {data: ''};
  await eachLine(response, line => {
    if (line === '') {
      if (current.data || current.id) event(current);
      current = {data: ''};
    } else if (!line.startsWith(':')) {
      const colon = line.indexOf(':');
      const name = line.slice(0, colon);
      const text = line.slice(colon + 1).replace(/^ /, '');
      current[name] = name === 'data' && current.data ? `${current.data}\n${text}` : text;
    }
  });
}

const FIRST_DELAY = 500;
const MAX_DELAY = 8000;

/** The time until the next attempt: doubled with each one, with a part by chance so that pages do not come together. */
export const backOff = attempt => Math.min(MAX_DELAY, FIRST_DELAY * 2 ** attempt) * (0.75 + Math.random() / 2);

/** Waits, but no longer than until the browser is online again. */
export const pause = millis => new Promise(done => {
  const over = () => {
    clearTimeout(timer);
    removeEventListener('online', over);
    done();
  };
  const timer = setTimeout(over, millis);
  addEventListener('online', over);
});

/** Whether another attempt can help: Weir did not answer, is not ready, or has too much to do. */
export const isPassing = refusal => refusal.status === 0 || refusal.status === 429 || refusal.status >= 500;

/** Calls work again and again, with a pause after each call; not while the page is hidden. Returns a function that ends it. */
export function every(millis, work) {
  let timer;
  let ended = false;
  const next = async () => {
    if (!document.hidden) await work();
    if (!ended) timer = setTimeout(next, millis);
  };
  next();
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}

/** A part of a path. Browsers take dots alone for a way up, in any spelling. */
function segment(name) {
  if (/^\.{1,2}$/.test(name)) throw new Refusal(400, `A browser cannot ask for the name "${name}"; kafka-cli can`);
  return encodeURIComponent(name);
}

export const path = (...segments) => segments.map(segment).join('/');

export const num = n => (n === null || n === undefined ? '–' : n.toLocaleString('en'));

export function rate(perSecond) {
  if (perSecond === null || perSecond === undefined) return '';
  return `${perSecond >= 10 || perSecond === 0 ? num(Math.round(perSecond)) : perSecond.toFixed(1)}/s`;
}

export function bytes(n) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = n;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

const two = n => String(n).padStart(2, '0');

/** Whether a calendar has the time; a record can have any number. */
const isTime = millis => Number.isFinite(new Date(millis).getTime());

/** The time of a record to the millisecond, in UTC. */
export function fullTime(millis) {
  if (millis < 0) return 'none';
  return isTime(millis) ? new Date(millis).toISOString().replace('T', ' ') : `${num(millis)} ms since 1970`;
}

export function clock(millis, withMillis = false) {
  if (!isTime(millis)) return '–';
  const at = new Date(millis);
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return withMillis ? `${time}.${String(at.getMilliseconds()).padStart(3, '0')}` : time;
}

const date = new Intl.DateTimeFormat('en', {day: 'numeric', month: 'short'});

/** The time, with the day where it is not today. */
export function moment(millis) {
  if (!isTime(millis) || millis < 0) return '–';
  const at = new Date(millis);
  return at.toDateString() === new Date().toDateString() ? clock(millis) : `${date.format(at)} ${clock(millis).slice(0, 5)}`;
}

export function age(millis) {
  if (millis === null || millis === undefined) return '–';
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3600)} h ${two(Math.floor((seconds % 3600) / 60))}m`;
  return `${Math.floor(seconds / 86_400)} days`;
}

const PICTURES = 0x2400;

/** Control characters become their pictures; those that turn the direction of a line, or cannot be seen, their numbers. */
export function printable(text) {
  return text
    .replace(/[\u0000-\u0008\u000b-\u001f]/g, c => String.fromCharCode(PICTURES + c.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
      c => `⟨U+${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

export const oneLine = text => printable(text.replace(/[\r\n\t]+/g, ' '));

/** As many characters of a part of a record are shown that is not its value. */
const LONG = 4096;

/** A long text without its end, and how much that is. */
export const shortened = text => (text.length > LONG ? `${text.slice(0, LONG)} … and ${num(text.length - LONG)} more characters` : text);

/** The beginning of a text, without the rest of it in memory. */
export const beginning = (text, length) => new TextDecoder().decode(new TextEncoder().encode(text.slice(0, length)));

const quote = text => `'${text.replaceAll("'", `'\\''`)}'`;

export function curl(method, address, {type, body, accept} = {}) {
  const words = ['curl'];
  if (method !== 'GET' && !(method === 'POST' && body !== undefined)) words.push('-X', method);
  if (key.get()) words.push('-H', '"Authorization: Bearer $WEIR_KEY"');
  if (accept) words.push('-H', quote(`Accept: ${accept}`));
  if (type) words.push('-H', quote(`Content-Type: ${type}`));
  if (body !== undefined) words.push('--data-binary', quote(body));
  words.push(quote(new URL(address, ROOT).href));
  return words.join(' ');
}

/** A command of kafka-cli; names come last where one could be taken for an option. */
export function command(words, names = [], options = []) {
  const all = names.some(name => name.startsWith('-')) ? [...words, ...options, '--', ...names] : [...words, ...names, ...options];
  return ['./kafka-cli', ...all.map(word => (/^[\w.:=/@,+-]+$/.test(word) ? word : quote(word)))].join(' ');
}

export const BARE = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|^(?:true|false|null)/;

/** The parts of a text that is JSON: names, strings, other values, and the rest. Numbers keep their digits. */
function tokens(text) {
  const found = [];
  const add = (kind, part) => part && found.push([kind, part]);
  let rest = '';
  for (let i = 0; i < text.length; ) {
    const at = text.slice(i, i + 4096);
    const string = /^"(?:[^"\\]|\\.)*"?/.exec(at);
    const bare = string ? null : BARE.exec(at);
    if (!string && !bare) {
      rest += text[i];
      i += 1;
      continue;
    }
    add('', rest);
    rest = '';
    const part = (string || bare)[0];
    i += part.length;
    if (string && /^\s*:/.test(text.slice(i, i + 16))) add('k', part);
    else add(string ? 's' : 'd', part);
  }
  add('', rest);
  return found;
}

/** JSON with its parts in colours. */
export const coloured = text => tokens(text).map(([kind, part]) => (kind ? html`<span class=${kind}>${printable(part)}</span>` : printable(part)));

/** So many characters of an open value are shown at first, and so many of one in a row of a list. */
export const SHOWN = 65_536;
export const EXCERPT = 240;

/** The key of a record in a row of a list. */
export const keyOf = ({key}) => (key === null || key === undefined ? html`<span class="f">–</span>` : oneLine(key.slice(0, 80)));

/** The value of a header, which comes as base64: its text, or the base64 where it is none; the beginning of a long one. */
export function headerText(value) {
  if (value === null || value === undefined) return 'null';
  const part = value.slice(0, LONG);
  const isCut = part.length < value.length;
  const rest = isCut ? ` … of ${bytes(value.length / 4 * 3)}` : '';
  try {
    return oneLine(new TextDecoder('utf-8', {fatal: true}).decode(Uint8Array.from(atob(part), c => c.charCodeAt(0)), {stream: isCut})) + rest;
  } catch {
    return part + rest;
  }
}

/** The text of a header's bytes; null where a field of one line could not keep it. */
export function lineText(value) {
  if (value === null || value === undefined) return null;
  try {
    const text = new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(Uint8Array.from(atob(value), c => c.charCodeAt(0)));
    return /[\u0000-\u001f]/.test(text) ? null : text;
  } catch {
    return null;
  }
}

export const base64 = text => btoa(Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join(''));

/** JSON on several lines, without parsing: a number of any length stays what it is. */
export function pretty(text) {
  let out = '';
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') {
      const start = i;
      for (i += 1; i < text.length && text[i] !== '"'; i += 1) if (text[i] === '\\') i += 1;
      out += text.slice(start, i + 1);
    } else if (c === '{' || c === '[') {
      const empty = /^[{[]\s*[}\]]/.exec(text.slice(i, i + 64));
      if (empty) {
        out += c + (c === '{' ? '}' : ']');
        i += empty[0].length - 1;
      } else {
        depth += 1;
        out += c + line();
      }
    } else if (c === '}' || c === ']') {
      depth = Math.max(0, depth - 1);
      out += line() + c;
    } else if (c === ',') out += c + line();
    else if (c === ':') out += ': ';
    else if (!/\s/.test(c)) out += c;
  }
  return out;
}

export function isJson(text) {
  if (!/^\s*[{["\-\dtfn]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The column in the server's message about a filter that it cannot read; 0 in any other message. */
export const invalidColumn = message => Number(/^The filter is invalid at column (\d+)/.exec(message)?.[1] ?? 0);

/** A filter that the server cannot read, with a caret under its column. */
export function invalidFilter(filter, message) {
  const before = printable(filter.slice(0, invalidColumn(message) - 1));
  return html`<div class="bad-filter"><pre class="iso" tabindex="0" role="region" aria-label="Filter">${printable(filter)}\n<span class="gone" aria-hidden="true">${before}</span><span class="hot" aria-hidden="true">^</span></pre><p class="err" role="alert" id="why">${message}</p></div>`;
}

/** Stands before what is wrong. */
export const triangle = html`<svg width="12" height="11" viewBox="0 0 12 11" aria-hidden="true"><path d="M6 0l6 11H0z" fill="currentColor"/></svg>`;

const NAMES = ['--tick', '--ink', '--soft', '--faint', '--rule', '--rule2', '--sunk', '--act', '--err', '--g1', '--g2', '--g3', '--mono', '--sans'];

/** The colours and fonts of the theme by their names, read once for a drawing. */
export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map(name => [name, style.getPropertyValue(name).trim()]));
}

/** A canvas at the resolution of the screen, cleared. */
export function surface(canvas) {
  const {clientWidth: width, clientHeight: height} = canvas;
  const scale = devicePixelRatio;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  return {pen, width, height};
}
