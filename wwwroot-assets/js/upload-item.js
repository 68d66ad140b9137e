// One file of the queue and the song it is to become.

import { named } from './upload-files.js';

const fields = ['title', 'artist', 'album'];

export class UploadItem {
  /** `waiting`, `asking`, `sending`, `arrived` on the server, `saving` as a song. */
  phase;
  /** `done`, `duplicate`, `failed`, or null while nothing has come of it. */
  outcome = null;
  /** Somebody asked for the song. */
  wanted = false;
  paused = false;
  selected = false;
  loaded = 0;
  tries = 0;
  notBefore = 0;
  edited = {};
  album = '';
  upload = null;
  found = false;
  read = null;
  playlist = null;
  batch = null;
  order = null;
  key = null;
  sent = null;
  sentCover = null;
  song = null;
  answer = null;
  existing = null;
  decision = null;
  skipped = false;
  problem = null;
  note = null;

  constructor(id, { file, folder, cover, coverOnly }, problem) {
    Object.assign(this, { id, file, folder, cover, coverOnly: coverOnly ?? false, ...named(file.name) });
    this.phase = this.coverOnly ? 'arrived' : 'waiting';
    if (problem) {
      Object.assign(this, { outcome: 'failed', problem });
    }
  }

  /** As the page's contract spells it. */
  get state() {
    return this.outcome ?? (this.wanted && (this.phase !== 'waiting' || this.loaded > 0) ? 'uploading' : 'queued');
  }

  get size() {
    return this.file.size;
  }

  get canPause() {
    return this.outcome === null && !this.paused && !this.coverOnly && (this.phase === 'waiting' || this.phase === 'asking' || this.phase === 'sending');
  }

  /** Whether leaving the page would lose it: not when it is in, was skipped, or was refused for good. */
  get isOpen() {
    return this.outcome !== 'done' && !(this.outcome === 'failed' && this.problem?.final);
  }

  /** What nobody touched is left out, so that the server takes it from the tags. */
  get words() {
    return Object.fromEntries(fields.filter(field => this.edited[field] || (this.coverOnly && field === 'title')).map(field => [field, this[field]]));
  }
}
