// The queue: what waits, what is on its way, what came of it. It knows nothing of the page; whoever draws it is told which items changed.

import { named } from './upload-files.js';
import { editSong, sendSong } from './upload-send.js';

const atOnce = 5;
// So many unanswered sends in a row mean that the server is away, and that sending the rest would only fail the rest.
const patience = 5;
const fields = ['title', 'artist', 'album'];

export class UploadQueue {
  items = [];
  #changed;
  #limits;
  #running = new Set();
  #unanswered = 0;
  #next = 1;

  /** Why the rest waits though somebody started it: `lost`, `refused`, or null. */
  halted = null;

  /** `changed(item)` is called after every change of an item; `limits` are the server's, checked here before bytes are wasted. */
  constructor(limits, changed) {
    this.#limits = limits;
    this.#changed = changed;
  }

  add(songs) {
    const added = songs.map(({ file, folder, cover, coverOnly }) => ({
      id: this.#next++, file, folder, cover, coverOnly: coverOnly ?? false, size: (coverOnly ? 0 : file.size) + (cover?.size ?? 0),
      album: '', ...named(file.name), edited: {}, state: 'queued', loaded: 0, wanted: false,
      playlist: null, batch: null, order: null, key: null, sent: null, song: null, existing: null, problem: null, note: null,
    }));
    this.items.push(...added);
    return added;
  }

  /** Sends everything that waits to one playlist. What is sent together is one batch: one mosaic for all of it. */
  start(playlist) {
    const batch = guid();
    this.#resume();
    this.items.filter(item => item.state === 'queued' && !item.wanted)
      .forEach((item, order) => Object.assign(item, {
        wanted: true, playlist: item.playlist ?? playlist, order: item.batch ? item.order : order, batch: item.batch ?? batch,
      }));
    this.#pump();
  }

  edit(item, field, value) {
    if (field === 'title' && value.trim() === '') {
      // A song needs a title: an emptied one is the one it had.
      item.title = item.song?.title ?? named(item.file.name).title;
      this.#changed(item);
      return;
    }

    item[field] = value.trim();
    item.edited[field] = true;
    if (item.state === 'done' && item.song) {
      this.#patch(item);
    }
  }

  cover(item, file) {
    item.cover = file;
    item.size = (item.coverOnly ? 0 : item.file.size) + file.size;
    this.#changed(item);
  }

  abort(item) {
    if (item.sending) {
      item.sending.abort();
    } else {
      Object.assign(item, { wanted: false });
      this.#changed(item);
    }
  }

  retry(items) {
    this.#resume();
    items.filter(item => item.state === 'failed')
      .forEach(item => this.#set(item, { state: 'queued', wanted: item.playlist !== null, problem: null, loaded: 0 }));
    this.#pump();
  }

  /** Keeps a duplicate: the server has the audio already, so only its id travels, with the tags and the cover. */
  keep(items) {
    items.filter(item => item.state === 'duplicate')
      .forEach(item => this.#set(item, { state: 'queued', wanted: true, same: item.existing.id, loaded: 0 }));
    this.#pump();
  }

  skip(items) {
    items.filter(item => item.state === 'duplicate').forEach(item => this.#set(item, { state: 'done', skipped: true }));
  }

  remove(items) {
    items.forEach(item => item.sending?.abort());
    this.items = this.items.filter(item => !items.includes(item));
  }

  in(...states) {
    return this.items.filter(item => states.includes(item.state));
  }

  /** Whether leaving the page would lose this item: not when it is in, was skipped, or was refused for good. */
  static isOpen(item) {
    return item.state !== 'done' && !(item.state === 'failed' && item.problem?.final);
  }

  get isSending() {
    return this.#running.size > 0;
  }

  #resume() {
    this.halted = null;
    this.#unanswered = 0;
  }

  #pump() {
    for (const item of this.items) {
      if (this.#running.size >= atOnce) {
        return;
      }

      if (item.state === 'queued' && item.wanted) {
        this.#running.add(item);
        this.#send(item).finally(() => {
          this.#running.delete(item);
          this.#pump();
        });
      }
    }
  }

  async #send(item) {
    const tooLarge = this.#tooLarge(item);
    if (tooLarge) {
      this.#set(item, { state: 'failed', problem: { ...tooLarge, final: true } });
      return;
    }

    // A send without an answer is repeated to the letter under the same key, so that it cannot double; what was edited since follows as a change.
    item.key ??= guid();
    item.sent ??= { ...edited(item), batch: item.batch, order: String(item.order), duplicates: item.same ? null : 'ask', sameAudioAs: item.same ?? null };
    const files = { audio: item.coverOnly || item.same ? null : item.file, cover: item.cover };
    item.sending = sendSong(item.playlist, item.key, item.sent, files, (loaded, total) => {
      item.loaded = total > 0 ? loaded / total : 0;
      this.#changed(item);
    });
    this.#set(item, { state: 'uploading', loaded: 0 });
    const answer = await item.sending.answered;
    item.sending = null;
    this.#settle(item, answer);
  }

  #settle(item, { status, body }) {
    this.#unanswered = status === 0 ? this.#unanswered + 1 : 0;
    const decided = status >= 200 && status < 500 && status !== 408 && status !== 429;
    if (status >= 200 && status < 300) {
      this.#done(item, body);
    } else if (status === 409 && body?.existing) {
      this.#set(item, { state: 'duplicate', existing: body.existing, key: null, sent: null });
    } else {
      const kind = status === -1 ? 'stopped' : status === 0 ? 'lost' : 'refused';
      const final = decided && status !== 401 && status !== 403;
      this.#set(item, { state: 'failed', loaded: 0, problem: { kind, final, text: sentence(body), status } });
      if (decided) {
        // Nothing was kept: the next try is a new one.
        Object.assign(item, { key: null, sent: null });
      }
    }

    const halted = this.#unanswered >= patience ? 'lost' : status === 401 || status === 403 ? 'refused' : null;
    if (halted) {
      this.halted = halted;
      this.in('queued').forEach(other => { other.wanted = false; });
    }
  }

  #done(item, body) {
    const song = body.song;
    const changed = fields.some(field => item.edited[field] && item[field] !== (song[field] ?? ''));
    const read = field => (item.edited[field] ? item[field] : song[field] ?? '');
    this.#set(item, { state: 'done', loaded: 1, song, title: read('title'), artist: read('artist'), album: read('album'), note: body.warnings?.length ? { text: body.warnings.join(' ') } : null });
    if (changed) {
      this.#patch(item);
    }
  }

  async #patch(item) {
    const { title, artist, album } = item;
    this.#set(item, { note: { kind: 'saving' } });
    const { status, body } = await editSong(item.playlist, item.song.id, { title, artist, album });
    const saved = status >= 200 && status < 300;
    this.#set(item, { note: saved ? { kind: 'saved' } : { kind: status === 0 ? 'lost' : 'refused', text: sentence(body) } });
  }

  #tooLarge(item) {
    const { maxAudioBytes, maxCoverBytes } = this.#limits;
    return !item.coverOnly && item.file.size > maxAudioBytes ? { kind: 'audio', limit: maxAudioBytes }
      : item.cover?.size > maxCoverBytes ? { kind: 'cover', limit: maxCoverBytes } : null;
  }

  #set(item, change) {
    Object.assign(item, change);
    this.#changed(item);
  }
}

// What the server says of a refusal.
const sentence = problem => problem?.detail ?? problem?.title ?? null;

// What nobody touched is left out, so that the server takes it from the tags.
const edited = item => Object.fromEntries(fields.filter(field => item.edited[field] || (item.coverOnly && field === 'title')).map(field => [field, item[field]]));

// crypto.randomUUID is only there over HTTPS and on loopback; this is there everywhere.
function guid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map(b => b.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
