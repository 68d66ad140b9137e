// Remembers, past a reload, which files were on their way and where the server has them. A file is known again by its name, size, date and first bytes.

const place = 'mosaic.uploads';
const kept = 24 * 3600 * 1000;
const most = 1000;
const firstBytes = 64 * 1024;

export class UploadMemory {
  #storage;
  #now;
  #prints = new WeakMap();
  #held = new Set();

  constructor(storage = safeStorage(), now = Date.now) {
    this.#storage = storage;
    this.#now = now;
  }

  /** Where the server has this file, if it was on its way before; one address serves one file of this page. */
  async find(file) {
    const print = await this.#print(file);
    const known = this.#read().find(entry => entry.print === print && !this.#held.has(entry.upload));
    if (known) {
      this.#held.add(known.upload);
    }

    return known?.upload ?? null;
  }

  async keep(file, upload) {
    this.#held.add(upload);
    const print = await this.#print(file);
    this.#write([...this.#read().filter(entry => entry.upload !== upload), { print, upload, name: file.name, at: this.#now() }]);
  }

  /** Remembers what somebody wrote about a file; nothing when it is not on its way. */
  note(upload, words) {
    this.#write(this.#read().map(entry => (entry.upload === upload ? { ...entry, words } : entry)));
  }

  /** Takes an upload for this page without its file. */
  hold(upload) {
    this.#held.add(upload);
  }

  forget(upload) {
    this.#held.delete(upload);
    this.#write(this.#read().filter(entry => entry.upload !== upload));
  }

  /** What was on its way when the page was left and has not been chosen again. */
  unfinished() {
    return this.#read().filter(entry => !this.#held.has(entry.upload)).map(({ name, upload, words }) => ({ name, upload, words: words ?? {} }));
  }

  #read() {
    try {
      const entries = JSON.parse(this.#storage?.getItem(place) ?? '[]');
      return Array.isArray(entries) ? entries.filter(entry => this.#now() - entry.at < kept) : [];
    } catch {
      return [];
    }
  }

  #write(entries) {
    try {
      this.#storage?.setItem(place, JSON.stringify(entries.slice(-most)));
    } catch {
      // No room: a reload begins these files anew, nothing else is lost.
    }
  }

  async #print(file) {
    if (!this.#prints.has(file)) {
      const bytes = new Uint8Array(await file.slice(0, firstBytes).arrayBuffer());
      this.#prints.set(file, [file.name, file.size, file.lastModified, hash(bytes)].join('|'));
    }

    return this.#prints.get(file);
  }
}

/** FNV-1a over two lanes. crypto.subtle is only there over HTTPS and on loopback, and nothing here is a secret. */
export function hash(bytes) {
  let [a, b] = [0x811c9dc5, 0x9dc5811c];
  for (const byte of bytes) {
    a = Math.imul(a ^ byte, 0x01000193);
    b = Math.imul(b ^ byte ^ (a >>> 24), 0x01000193);
  }

  return [a, b].map(n => (n >>> 0).toString(16).padStart(8, '0')).join('');
}

function safeStorage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
