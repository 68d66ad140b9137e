// The queue: what waits, what is on its way, what came of it. It knows nothing of the page; whoever draws it is told which items changed.
//
// A file goes to the server as soon as it is added, and its tags are read there, so that its row can be put right. A song is made of it
// once somebody has said so. Until then the item is "queued", whatever has arrived of it.

import { named } from './upload-files.js';
import { UploadItem } from './upload-item.js';
import { bring, giveUp } from './upload-transfer.js';
import { editSong, lost, putCover, readTags, saveSong, stopped } from './upload-send.js';

const atOnce = 5;
// Milliseconds until the next try while the server is away.
const pauses = [1000, 2000, 4000, 8000, 15_000, 30_000];
// So often an answer nobody expects is tried again before it is shown.
const patience = 3;
export const fields = ['title', 'artist', 'album'];

export class UploadQueue {
  items = [];

  /** While the server cannot be reached: { tries, until }, by the clock of performance.now(). */
  away = null;

  /** The server takes nothing from this person any more: sign in again. */
  refused = false;

  /** Whoever paused everything also pauses what comes after. */
  paused = false;

  #changed;
  #limits;
  #memory;
  #target;
  #running = new Map();
  #full = false;
  #timer = null;
  #next = 1;

  /** `changed(item)` is called after every change of an item, or without one; `limits` are the server's, checked here before
   *  bytes are wasted; `target()` says which playlist is chosen just now. */
  constructor(limits, memory, target, changed) {
    this.#target = target;
    this.#limits = limits;
    this.#memory = memory;
    this.#changed = changed;
  }

  add(songs) {
    const added = songs.map(song => new UploadItem(this.#next++, song, this.#refusal(song)));
    added.forEach(item => { item.paused = this.paused; });
    this.items.push(...added);
    this.#pump();
    return added;
  }

  /** Takes up a file that the server has whole, though it is not chosen in this page: what was written about it is all it needs. */
  restore({ upload, name, size, words }) {
    const file = { name, size, type: '', gone: true, slice: () => new Blob() };
    const item = new UploadItem(this.#next++, { file, folder: '', cover: null }, null);
    this.#memory.hold(upload);
    Object.assign(item, { upload, found: true, phase: 'arrived', loaded: size, edited: Object.fromEntries(Object.keys(words).map(field => [field, true])) }, words);
    this.items.push(item);
    this.#pump();
    return item;
  }

  /** Saves everything that waits to one playlist. What is saved together is one batch: one mosaic for all of it. */
  start(playlist) {
    const batch = guid();
    this.resume([]);
    this.items.filter(item => item.state === 'queued' && !item.wanted).forEach((item, order) => Object.assign(item, {
      wanted: true, playlist: item.playlist ?? playlist, order: item.batch ? item.order : order, batch: item.batch ?? batch,
    }));
    this.items.forEach(this.#changed);
    this.#pump();
  }

  edit(item, field, value) {
    if (value.trim() === item[field]) {
      return;
    }

    if (field === 'title' && value.trim() === '') {
      // A song needs a title: an emptied one is the one it had.
      item.title = item.song?.title ?? item.read?.title ?? named(item.file.name).title;
      this.#changed(item);
      return;
    }

    item[field] = value.trim();
    item.edited[field] = true;
    this.#changed(item);
    if (item.song) {
      this.#patch(item);
    } else if (item.upload) {
      this.#memory.note(item.upload, item.words);
    }
  }

  /** Gives songs another cover; one that is in its playlist gets it there. */
  cover(items, file) {
    const large = file.size > this.#limits.maxCoverBytes;
    items.forEach(item => {
      if (large) {
        this.#set(item, { note: { kind: 'large' } });
      } else if (item.song) {
        this.#replaceCover(item, file);
      } else {
        this.#set(item, { cover: file });
      }
    });
  }

  /** Puts an item at another place of those that are not asked for yet. */
  move(item, to) {
    const free = this.items.filter(other => !other.wanted && other.state === 'queued');
    const from = free.indexOf(item);
    if (from < 0) {
      return;
    }

    free.splice(Math.max(0, Math.min(free.length - 1, to)), 0, ...free.splice(from, 1));
    const places = this.items.map(other => free.includes(other));
    this.items = this.items.map((other, at) => (places[at] ? free.shift() : other));
    this.items.forEach(this.#changed);
  }

  pause(items) {
    items.filter(item => item.canPause).forEach(item => {
      item.paused = true;
      this.#running.get(item)?.abort();
      this.#changed(item);
    });
  }

  resume(items) {
    items.forEach(item => this.#set(item, { paused: false }));
    this.refused = false;
    this.tryNow();
  }

  retry(items) {
    items.filter(item => item.outcome === 'failed').forEach(item => this.#set(item, {
      // A playlist that is gone takes no song: the next save asks for another.
      ...(item.problem.status === 404 ? { wanted: false, playlist: null, batch: null } : {}), outcome: null, problem: null, tries: 0, decision: null,
    }));
    this.resume([]);
  }

  /** What becomes of duplicates: `keep` both, `replace` the one that is there, or `skip`. The audio is on the server: nothing is sent again. */
  decide(items, decision) {
    items.filter(item => item.outcome === 'duplicate').forEach(item => {
      this.#set(item, { decision, ...(decision === 'skip' ? { outcome: 'done', skipped: true } : { outcome: null, key: null, sent: null }) });
      if (decision === 'skip') {
        this.#leave(item);
      }
    });
    this.#pump();
  }

  remove(items) {
    this.items = this.items.filter(item => !items.includes(item));
    items.forEach(item => {
      this.#running.get(item)?.abort();
      if (!item.song) {
        this.#leave(item);
      }
    });
    this.#full = false;
    this.#pump();
  }

  in(...states) {
    return this.items.filter(item => states.includes(item.state));
  }

  get isSending() {
    return this.#running.size > 0;
  }

  /** Asks the server at once instead of after the pause. */
  tryNow() {
    clearTimeout(this.#timer);
    this.#timer = null;
    if (this.away) {
      this.away.until = 0;
    }

    this.#pump();
  }

  dispose() {
    clearTimeout(this.#timer);
    this.refused = true;
    this.#running.forEach(running => running.abort());
  }

  #pump() {
    // While the server is away one item asks for all.
    const room = this.away ? 1 : atOnce;
    const calm = this.refused || (this.away && this.away.until > performance.now());
    for (const item of calm ? [] : [...this.items.filter(i => i.wanted), ...this.items.filter(i => !i.wanted)]) {
      if (this.#running.size >= room) {
        break;
      }

      const job = this.#running.has(item) ? null : this.#jobOf(item);
      if (job) {
        const running = new AbortController();
        this.#running.set(item, running);
        job(item, running.signal).finally(() => {
          this.#running.delete(item);
          this.#changed(item);
          this.#pump();
        });
      }
    }
  }

  #jobOf(item) {
    if (item.phase === 'arrived') {
      return item.outcome === null && item.wanted ? this.#save
        : !item.coverOnly && !item.read && (item.outcome === null || item.outcome === 'duplicate') ? this.#readTags : null;
    }

    return item.outcome !== null || item.paused || item.notBefore > performance.now() || (this.#full && !item.upload) ? null : this.#bring;
  }

  #bring = async (item, signal) => {
    if (item.file.gone) {
      // The server has lost what it had, and the file was never chosen in this page.
      this.#set(item, { outcome: 'failed', problem: { kind: 'unreadable', final: true } });
      this.#leave(item);
      return;
    }

    item.phase = 'asking';
    item.upload ??= await this.#memory.find(item.file).catch(() => null);
    item.found = item.upload !== null;
    this.#set(item, { phase: 'sending' });
    const answer = await bring(item.file, item.upload, {
      signal,
      onBegun: upload => { item.upload = upload; item.found = false; return this.#memory.keep(item.file, upload).then(() => this.#memory.note(upload, item.words)).catch(() => {}); },
      onProgress: loaded => { item.loaded = loaded; this.#changed(item); },
    });
    item.upload = answer.upload;
    item.phase = 'waiting';
    if (answer.status === lost && !await isReadable(item.file)) {
      // Not the line, the file: it was moved or changed since it was chosen.
      this.#set(item, { outcome: 'failed', problem: { kind: 'unreadable', final: true } });
      this.#leave(item);
      return;
    }

    if (answer.status === 423) {
      // The connection before this one is not noticed to be dead yet.
      item.notBefore = performance.now() + pauses[0];
      setTimeout(() => this.#pump(), pauses[0]);
      this.#set(item, {});
      return;
    }

    if (!this.#heard(item, answer.status)) {
      return;
    }

    if (answer.status === 204) {
      this.#set(item, { phase: 'arrived', loaded: item.file.size, tries: 0 });
    } else if (answer.status === 429) {
      // The person's room on the server is taken: this one waits until another is saved.
      this.#full = true;
      this.#set(item, { note: { kind: 'full' } });
    } else {
      this.#fail(item, answer);
    }
  };

  #readTags = async item => {
    const { status, body } = await readTags(item.upload, item.playlist ?? this.#target());
    if (!this.#heard(item, status)) {
      return;
    }

    if (status === 200) {
      // Where the tags name the song they speak alone, as they will when it is saved; otherwise the file's name does.
      fields.filter(field => !item.edited[field]).forEach(field => { item[field] = body[field] ?? (body.title && field !== 'title' ? '' : item[field]); });
      this.#set(item, { read: body, note: body.warnings?.length ? { text: body.warnings.join(' ') } : item.note });
    } else if (status === 404 || status === 410) {
      this.#set(item, { phase: 'waiting' });
    } else if (item.outcome === null) {
      this.#fail(item, { status, body });
    } else {
      item.read = {};
    }
  };

  #save = async item => {
    // A save without an answer is repeated to the letter under the same key, so that it cannot double; what was edited since follows as a change.
    item.key ??= guid();
    item.sent ??= {
      ...item.words, batch: item.batch, order: String(item.order), upload: item.coverOnly ? null : item.upload.slice(item.upload.lastIndexOf('/') + 1),
      duplicates: item.decision ? null : 'ask', replaces: item.decision === 'replace' ? item.existing.id : null,
    };
    item.sentCover = item.cover;
    this.#set(item, { phase: 'saving' });
    const answer = await saveSong(item.playlist, item.key, item.sent, item.sentCover);
    item.phase = 'arrived';
    const { status, body } = answer;
    if (!this.#heard(item, status)) {
      return;
    }

    if (status >= 200 && status < 300) {
      this.#done(item, body);
    } else if (status === 409 && body?.existing) {
      this.#set(item, { outcome: 'duplicate', existing: body.existing, decision: null, key: null, sent: null, note: null });
    } else if ((status === 404 || status === 409 || status === 410) && item.upload && item.tries++ < 1) {
      // Perhaps the server has lost the file: it is asked, and sent what is missing.
      this.#set(item, { phase: 'waiting', key: null, sent: null });
    } else {
      this.#fail(item, answer);
    }
  };

  /** Notes whether the server is there; false when this item must wait for it. */
  #heard(item, status) {
    if (status === stopped) {
      this.#set(item, {});
      return false;
    }

    if (status === 401 || status === 403) {
      this.refused = true;
      this.#set(item, {});
      return false;
    }

    // A fault of the server's own is this item's; only one that is away or overloaded holds up the others.
    const absent = status === lost || status === 408 || (status >= 502 && status <= 504);
    if (absent) {
      const tries = this.away?.tries ?? 0;
      const pause = pauses[Math.min(tries, pauses.length - 1)];
      if (!this.away || this.away.until <= performance.now()) {
        this.away = { tries: tries + 1, until: performance.now() + pause };
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.tryNow(), pause);
      }

      this.#set(item, {});
      return false;
    }

    if (this.away) {
      this.away = null;
      clearTimeout(this.#timer);
    }

    return true;
  }

  #fail(item, { status, body }) {
    if (status === 400 && item.tries++ < patience) {
      // A token that has grown old, or a line that broke in the middle of a header: asked again.
      this.#set(item, {});
      return;
    }

    // A cover that is refused can be changed for another; the song is not lost with it.
    const final = (status === 413 || status === 415 || status === 422) && (item.phase !== 'arrived' || !item.cover || item.coverOnly);
    this.#set(item, { outcome: 'failed', problem: { kind: 'refused', final, text: body?.detail ?? body?.title ?? null, status } });
    if (status < 500) {
      // Nothing was kept: the next try is a new one.
      Object.assign(item, { key: null, sent: null });
    }

    if (final) {
      this.#leave(item);
    }
  }

  #done(item, body) {
    const song = body.song;
    const changed = fields.some(field => item.edited[field] && item[field] !== (song[field] ?? ''));
    const read = field => (item.edited[field] ? item[field] : song[field] ?? '');
    this.#memory.forget(item.upload);
    this.#full = false;
    this.#set(item, {
      outcome: 'done', song, answer: body, loaded: item.file.size, note: body.warnings?.length ? { text: body.warnings.join(' ') } : null,
      title: read('title'), artist: read('artist'), album: read('album'),
    });
    if (changed) {
      this.#patch(item);
    }

    if (item.cover && item.cover !== item.sentCover) {
      this.#replaceCover(item, item.cover);
    }
  }

  async #patch(item) {
    const { title, artist, album } = item;
    this.#set(item, { note: { kind: 'saving' } });
    this.#note(item, await editSong(item.playlist, item.song.id, { title, artist, album }));
  }

  async #replaceCover(item, file) {
    this.#set(item, { cover: file, note: { kind: 'saving' } });
    const answer = await putCover(item.playlist, item.song.id, file);
    this.#note(item, answer);
  }

  #note(item, { status, body }) {
    const saved = status >= 200 && status < 300;
    this.#set(item, {
      note: saved ? { kind: 'saved' } : { kind: status === lost ? 'lost' : 'refused', text: body?.detail ?? null },
      song: saved ? body?.id ? body : item.song : item.song,
    });
  }

  // What the server has of it is no use any more.
  #leave(item) {
    if (item.upload) {
      this.#memory.forget(item.upload);
      giveUp(item.upload);
      item.upload = null;
    }
  }

  #refusal({ file, cover, coverOnly, strange }) {
    const { maxAudioBytes, maxCoverBytes } = this.#limits;
    return strange ? { kind: 'strange', final: true }
      : !coverOnly && file.size > maxAudioBytes ? { kind: 'audio', limit: maxAudioBytes, final: true }
      : !coverOnly && file.size === 0 ? { kind: 'empty', final: true }
      : cover?.size > maxCoverBytes ? { kind: 'cover', limit: maxCoverBytes, final: true } : null;
  }

  #set(item, change) {
    Object.assign(item, change);
    this.#changed(item);
  }
}

const isReadable = file => file.slice(0, 1).arrayBuffer().then(() => true, () => false);

// crypto.randomUUID is only there over HTTPS and on loopback; this is there everywhere.
function guid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
