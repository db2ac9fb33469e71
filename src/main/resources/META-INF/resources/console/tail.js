// The tail of a topic: its records as they arrive, at most 2,000 of them, and the record that is open.

import {html, nothing} from './lib/lit-html.js';
import {address, choice, copy, copyButtons, copyCommand, refused, say, shut, toast, update} from './app.js';
import {api, backOff, beginning, bytes, clock, coloured, command, curl, events, EXCERPT, fullTime, headerText, invalidColumn, invalidFilter, isJson, isPassing, keyOf, num, oneLine, path, pause, pretty, printable, shortened, SHOWN} from './lib.js';

const MAX_ROWS = 2000;
const ROW = 25;
const SPARE = 12;
const ROW_BYTES = 2000;
const MAX_OPTIONS = 100;
const MAX_HEADERS = 100;
const RECENT = ['latest', '-100'];
const STARTS = [['latest', 'From now'], ['-100', 'Last 100 of each'], ['earliest', 'From earliest']];

const idOf = record => `${record.partition}:${record.offset}`;

export class Tail {
  /** receipts are those of records that this page has sent, by place; groups says which groups have read a record. */
  constructor(name, query, {receipts, groups, again, remember}) {
    Object.assign(this, {name, receipts, groups, again, remember, abort: null, scrollTop: 0, height: 600, openHeight: 0, all: false});
    this.from = query.get('from') || 'latest';
    this.partition = query.get('partition') || '';
    this.where = query.get('where') || '';
    this.clear();
    this.paused = false;
    this.linked = /^\d+:\d+$/.test(query.get('open') ?? '') ? query.get('open') : null;
  }

  clear() {
    Object.assign(this, {rows: [], held: [], fresh: [], lastId: null, open: null, cursor: -1, failure: null, skipped: 0, arrived: 0, said: 0, connected: false});
  }

  query() {
    return {from: this.from === 'latest' ? '' : this.from, partition: this.partition, where: this.where, open: this.open ?? ''};
  }

  // ---- Reading -----------------------------------------------------------------------------------------------------

  address() {
    const query = new URLSearchParams({format: 'text', max_value: ROW_BYTES, from: this.from});
    if (this.partition !== '') query.set('partition', this.partition);
    if (this.where) query.set('where', this.where);
    // Who reads from the past wants every record; who reads from now wants the newest.
    if (RECENT.includes(this.from)) query.set('lossy', 'true');
    return `${path('topics', this.name, 'records')}?${query}`;
  }

  async follow() {
    this.abort?.abort();
    if (document.hidden) return;
    const {signal} = this.abort = new AbortController();
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        await events(this.address(), {lastId: this.lastId, signal, event: each => this.receive(each), opened: () => {
          attempt = 0;
          this.connected = true;
          this.failure = null;
          update();
        }});
      } catch (refusal) {
        if (refusal.name === 'AbortError') return;
        if (refusal.status === undefined) throw refusal;
        if (!isPassing(refusal)) {
          this.failure = refusal;
          update();
          return;
        }
        this.why = refusal.message;
      }
      this.connected = false;
      update();
      await pause(backOff(attempt));
    }
  }

  end() {
    this.abort?.abort();
  }

  restart() {
    this.clear();
    this.remember();
    this.follow();
    update();
  }

  receive(each) {
    if (each.id) this.lastId = each.id;
    if (!each.data) return;
    if (each.event === 'overflow') {
      this.skipped += JSON.parse(each.data).skipped;
    } else if (each.event === 'failure') {
      const {error_code: status, message} = JSON.parse(each.data);
      this.failure = {status, message};
    } else if (each.event === 'recreated') {
      toast(`${this.name} was deleted and created again`);
    } else {
      const row = light(JSON.parse(each.data));
      row.id = idOf(row);
      this.mark(row, this.receipts.get(`${this.name}/${row.id}`));
      this.arrived += 1;
      this.fresh.push(row);
      // In a tab that draws nothing for a while only the newest are of use.
      if (this.fresh.length > 2 * MAX_ROWS) this.fresh.splice(0, MAX_ROWS);
    }
    update();
  }

  /** Says how many records have come, to people who cannot see them. */
  sayCount() {
    const count = this.arrived - this.said;
    this.said = this.arrived;
    if (count) say(`${num(count)} record${count === 1 ? '' : 's'} ${this.where ? 'matched' : 'read'}${this.paused ? ', the list is paused' : ''}`);
  }

  mark(row, receipt) {
    if (!receipt) return;
    row.receipt = receipt;
    receipt.seen ??= performance.now();
  }

  /** Marks a record that arrived before its receipt. */
  own(receipt) {
    const row = [this.fresh, this.held, this.rows].flat().find(one => one.id === receipt.id);
    if (row) this.mark(row, receipt);
  }

  /** Takes over what has arrived since the last frame. */
  settle() {
    if (!this.fresh.length) return;
    const fresh = this.fresh.reverse();
    this.fresh = [];
    if (this.paused) {
      this.held = [...fresh, ...this.held].slice(0, MAX_ROWS);
    } else {
      this.rows = [...fresh, ...this.rows].slice(0, MAX_ROWS);
      if (this.cursor >= 0) this.cursor += fresh.length;
    }
  }

  pause(on) {
    this.paused = on;
    if (!on) {
      this.rows = [...this.held, ...this.rows].slice(0, MAX_ROWS);
      this.held = [];
      this.scrollTop = 0;
      const box = document.querySelector('.tail');
      if (box) box.scrollTop = 0;
    }
    update();
  }

  replay(begin, end) {
    this.from = String(Math.round(begin));
    if (end) this.where = `timestamp <= "${new Date(end).toISOString()}"`;
    this.paused = true;
    this.restart();
  }

  change(field, value) {
    this[field] = value;
    this.restart();
  }

  // ---- Rows --------------------------------------------------------------------------------------------------------

  scrolled(e) {
    this.scrollTop = e.target.scrollTop;
    this.height = e.target.clientHeight;
    if (this.scrollTop > ROW && !this.paused) this.pause(true);
    update();
  }

  row(row, index) {
    const opened = this.open === row.id;
    return html`<tr class="${row.receipt ? 'mine' : ''} ${opened ? 'open' : ''} ${this.cursor === index ? 'cur' : ''}" @click=${() => this.toggle(row)}>
      <td>${row.timestamp < 0 ? '–' : clock(row.timestamp, true)}</td><td class="r">${row.partition}</td><td class="r">${num(row.offset)}</td>
      <td class="iso">${keyOf(row)}</td><td class="iso">${valueOf(row)}</td><td class="r">${bytes(sizeOf(row))}</td></tr>
      ${opened ? this.detail(row) : nothing}`;
  }

  toggle(row) {
    if (getSelection()?.toString()) return;
    this.open = this.open === row.id ? null : row.id;
    this.all = false;
    if (this.open && !this.paused) this.pause(true);
    if (this.open && row.truncated) this.readWhole(row);
    this.remember();
    update();
  }

  /** Opens the record that the address names, wherever the tail reads. */
  async openLinked() {
    const id = this.linked;
    if (!id) return;
    const [partition, offset] = id.split(':').map(Number);
    const missing = `There is no record at offset ${num(offset)} of partition ${partition}; it was deleted, or never was`;
    try {
      const [found] = await api(this.around({partition, offset}, 'text'));
      if (found?.offset !== offset) {
        toast(missing);
        return;
      }
      this.settle();
      if (!this.rows.some(row => row.id === id)) this.rows.unshift({...found, id});
      this.open = id;
      this.pause(true);
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      // Whatever else is refused is refused to the tail too, which shows it.
      if (refusal.status === 422) toast(missing);
    }
    update();
  }

  link(row) {
    return new URL(address('topics', this.name, {open: row.id}), location.href).href;
  }

  around(row, format) {
    return `${path('topics', this.name, 'records')}?partition=${row.partition}&offset=${row.offset}&limit=1&format=${format}`;
  }

  /** Gives a row its whole value, of which the tail has only the beginning. */
  async readWhole(row) {
    row.note = 'The rest of the value is being read';
    try {
      const [found] = await api(this.around(row, 'text'));
      if (found?.offset === row.offset) Object.assign(row, {key: found.key, value: found.value, headers: found.headers, error: found.error, truncated: false, note: '', content: null});
      else row.note = 'The record is deleted; this is the beginning of its value';
    } catch (refusal) {
      if (refusal.status === undefined) throw refusal;
      row.note = `This is the beginning of the value: ${refusal.message}`;
    }
    update();
  }

  command(row) {
    return command(['consume'], [this.name], ['--partition', String(row.partition), '--from', String(row.offset), '--count', '1']);
  }

  /** What an open record shows of itself. It is drawn in each frame, and worked out once. */
  content(row) {
    const state = `${this.all} ${row.truncated}`;
    if (row.content?.state === state) return row.content;
    const text = row.value ?? '';
    const headers = row.headers ?? [];
    row.content = {
      state,
      value: row.value === null ? 'null' : text.length <= SHOWN && isJson(text) ? coloured(pretty(text)) : printable(this.all ? text : text.slice(0, SHOWN)),
      headers: headers.slice(0, this.all ? headers.length : MAX_HEADERS).map(each => [oneLine(shortened(each.key)), headerText(each.value)]),
      key: row.key === null || row.key === undefined ? 'null' : printable(shortened(row.key)),
      more: !this.all && (text.length > SHOWN || headers.length > MAX_HEADERS),
    };
    return row.content;
  }

  detail(row) {
    const {value: shown, headers, key, more} = this.content(row);
    const left = (row.headers?.length ?? 0) - headers.length;
    const facts = [['', left ? `${num(left)} more headers` : ''], ['key', key], ['time', fullTime(row.timestamp)], ['size', `${num(sizeOf(row))} B`], ...this.groups(row), ['note', row.note || row.error]];
    return html`<tr class="det"><td colspan="6"><div class="dg">
      <pre class="iso" tabindex="0" aria-label="Value">${shown}</pre>
      <div class="about" tabindex="0" role="region" aria-label="Headers and place"><dl>${headers.map(([name, text]) => html`<dt class="iso" title=${name}>${name}</dt><dd class="iso" title=${text}>${text}</dd>`)}
        ${facts.filter(([, value]) => value).map(([name, value]) => html`<dt class="iso">${name}</dt><dd class="iso ${name === 'note' ? 'wrap' : ''}" title=${value}>${value}</dd>`)}</dl></div>
      <div class="do"><button class="btn" ?disabled=${row.truncated} @click=${() => this.again(row)}>Send again</button>
        <button class="btn" @click=${() => copy(curl('GET', this.around(row, 'auto')), 'curl command')}>Copy as curl</button>
        <button class="btn" @click=${() => copyCommand(this.command(row))}>Copy as command</button>
        <button class="btn" @click=${() => copy(this.link(row), 'Link')}>Copy link</button>
        <button class="btn" ?disabled=${row.truncated} @click=${() => copy(row.value ?? '', 'Value')}>Copy value</button>
        ${more ? html`<button class="btn q" @click=${() => { this.all = true; update(); }}>Show all ${bytes(sizeOf(row))}</button>` : nothing}</div></div></td></tr>`;
  }

  emptiness() {
    if (!this.connected) return this.why ? `The tail is not open: ${this.why}. The page tries again by itself.` : 'Opening the tail';
    if (!this.where) return 'Nothing has arrived since you look. Send a record, or read from the beginning with "From earliest".';
    return this.from === 'earliest' ? 'No record has matched so far.' : 'No record has matched since you look. To search older ones, read "From earliest".';
  }

  list() {
    const {rows} = this;
    const openAt = this.open ? rows.findIndex(row => row.id === this.open) : -1;
    // An open record may be higher than the list; it is drawn until all of it is above.
    const isAbove = openAt >= 0 && this.scrollTop > (openAt + 1 + SPARE) * ROW + this.openHeight;
    const hidden = isAbove ? this.openHeight : 0;
    const first = Math.max(0, Math.floor((this.scrollTop - hidden) / ROW) - SPARE);
    const start = isAbove ? Math.max(openAt + 1, first) : openAt < 0 ? first : Math.min(openAt, first);
    const end = Math.min(rows.length, start + Math.ceil(this.height / ROW) + 2 * SPARE);
    return html`<div class="tail" tabindex="0" role="region" aria-label="Records" @scroll=${e => this.scrolled(e)}>
      <table class="tt"><colgroup><col class="c-time"><col class="c-p"><col class="c-off"><col class="c-key"><col><col class="c-size"></colgroup>
        <thead><tr><th>Time</th><th class="r">P</th><th class="r">Offset</th><th>Key</th><th>Value</th><th class="r">Size</th></tr></thead>
        <tbody><tr class="gap" aria-hidden="true"><td colspan="6" .style=${`height:${start * ROW + hidden}px`}></td></tr>
          ${rows.slice(start, end).map((row, i) => this.row(row, start + i))}
          <tr class="gap" aria-hidden="true"><td colspan="6" .style=${`height:${(rows.length - end) * ROW}px`}></td></tr></tbody></table>
      ${!rows.length && !this.failure ? html`<p class="none">${this.emptiness()}</p>` : nothing}
    </div>`;
  }

  // ---- The bar -----------------------------------------------------------------------------------------------------

  /** The command that reads the same, as far as it reads from anywhere. */
  commandOfAll() {
    const options = ['--from', /^\d+$/.test(this.from) ? `@${this.from}` : this.from];
    if (this.partition !== '') options.push('--partition', this.partition);
    if (this.where) options.push('--where', this.where);
    return command(['consume'], [this.name], options);
  }

  /** A list, or a number where there are very many. */
  partitions(count) {
    if (count > MAX_OPTIONS) return html`<input class="in number" type="number" min="0" max=${count - 1} placeholder="All partitions" aria-label="Partitions" .value=${this.partition} @change=${e => this.change('partition', e.target.value)}>`;
    return choice('Partitions', [['', 'All partitions'], ...Array.from({length: count}, (_, p) => [String(p), `P${p}`])], this.partition, value => this.change('partition', value));
  }

  bar(partitions) {
    const column = invalidColumn(this.failure?.message);
    return html`<div class="bar"><button class="btn w ${this.paused ? 'on' : ''}" @click=${() => this.pause(!this.paused)}>${this.paused ? icon('M1 0l8 5-8 5z') : icon('M0 0h3v10H0zM6 0h3v10H6z')}${this.paused ? this.held.length ? `${num(this.held.length)} new, back to now` : 'Back to now' : 'Pause'}</button>
      ${choice('Read from', STARTS.some(([value]) => value === this.from) ? STARTS : [...STARTS, [this.from, `From ${/^\d+$/.test(this.from) ? clock(Number(this.from)) : this.from}`]], this.from, value => this.change('from', value))}
      ${this.partitions(partitions)}
      <div class="grow"><input class="in" id="where" aria-label="Filter records" aria-invalid=${column ? 'true' : nothing} aria-describedby=${column ? 'why' : nothing} autocomplete="off" spellcheck="false" maxlength="2000" placeholder='Filter: value.total > 100 && headers.region == "eu"' .value=${this.where} @change=${e => this.change('where', e.target.value.trim())}></div>
      ${this.skipped ? html`<span class="st">${num(this.skipped)} skipped, filter to see less</span>` : nothing}<span class="st">${num(this.arrived)} ${this.where ? 'match' : 'read'}</span>
      <details class="menu" @click=${shut}><summary class="btn q">Copy</summary>${copyButtons(() => curl('GET', this.address(), {accept: 'text/event-stream'}), () => this.commandOfAll())}</details></div>
      ${column ? invalidFilter(this.where, this.failure.message) : this.failure ? refused({...this.failure, message: `The tail has ended: ${this.failure.message}`}, () => this.restart()) : nothing}`;
  }

  view(partitions) {
    this.settle();
    return html`${this.bar(partitions)}${this.list()}`;
  }

  drawn() {
    const detail = document.querySelector('tr.det');
    if (detail) this.openHeight = detail.offsetHeight;
    this.height = document.querySelector('.tail')?.clientHeight || this.height;
  }

  // ---- Keys --------------------------------------------------------------------------------------------------------

  move(by) {
    if (!this.rows.length) return;
    if (!this.paused) this.pause(true);
    this.cursor = Math.max(0, Math.min(this.rows.length - 1, this.cursor + by));
    const box = document.querySelector('.tail');
    const y = this.cursor * ROW;
    if (y < box.scrollTop) box.scrollTop = y;
    else if (y > box.scrollTop + box.clientHeight - 3 * ROW) box.scrollTop = y - box.clientHeight + 3 * ROW;
    update();
  }

  key(name) {
    if (name === 'j') this.move(1);
    else if (name === 'k') this.move(-1);
    else if (name === 'Enter' && this.rows[this.cursor]) this.toggle(this.rows[this.cursor]);
    else if (name === ' ') this.pause(!this.paused);
    else if (name === 'r' && this.open) this.again(this.rows.find(row => row.id === this.open));
    else return false;
    return true;
  }
}

const icon = line => html`<svg width="9" height="10" viewBox="0 0 9 10" aria-hidden="true"><path d=${line} fill="currentColor"/></svg>`;

/** Values come with their beginning only; keys and headers may be as large, and there are 2,000 rows. */
function light(row) {
  const large = (row.key?.length ?? 0) > ROW_BYTES;
  const headers = row.headers ?? [];
  let room = MAX_HEADER_LENGTH;
  const kept = headers.findIndex(each => (room -= each.key.length + (each.value?.length ?? 0)) < 0);
  if (!large && kept < 0) return row;
  row.value_size ??= row.value === null || row.value === undefined ? 0 : new Blob([row.value]).size;
  if (large) row.key = beginning(row.key, ROW_BYTES);
  if (kept >= 0) row.headers = headers.slice(0, kept);
  row.truncated = true;
  return row;
}

const MAX_HEADER_LENGTH = 8000;

const sizeOf = row => row.value_size ?? (row.value === null || row.value === undefined ? 0 : row.size ??= new Blob([row.value]).size);

/** The beginning of a value in colours; worked out once, because a row is drawn many times. */
function valueOf(row) {
  if (row.value === null) return html`<span class="f">null</span>`;
  if (row.value === undefined) return html`<span class="f">hidden, or too large</span>`;
  return row.excerpt ??= coloured(oneLine(row.value.slice(0, EXCERPT)));
}
