// One session with a server: Microsoft's own protocol library at this end.
const { spawn } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pathToFileURL } = require('url');
const {
  createProtocolConnection, StreamMessageReader, StreamMessageWriter,
} = require('vscode-languageserver-protocol/node');

const patience = 30_000; // decides only when a broken server is called broken

class Session {
  constructor(binary, files, { capabilities = {}, options, folders = true } = {}) {
    this.dir = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'moat-lsp-')));
    for (const [name, text] of Object.entries(files)) this.write(name, text);
    this.published = [];
    this.waiting = new Set();
    this.process = spawn(binary, ['lsp'], { stdio: ['pipe', 'pipe', 'pipe'] });
    this.stderr = '';
    this.process.stderr.on('data', (d) => { this.stderr += d; });
    this.exited = new Promise((resolve) => this.process.on('exit', (code, signal) => resolve({ code, signal })));
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.process.stdout), new StreamMessageWriter(this.process.stdin),
    );
    this.connection.onNotification('textDocument/publishDiagnostics', (p) => {
      this.published.push(p);
      for (const look of [...this.waiting]) look();
    });
    this.logged = [];
    this.connection.onNotification('window/logMessage', (p) => {
      this.logged.push(p.message);
      for (const look of [...this.waiting]) look();
    });
    this.registered = [];
    this.connection.onRequest('client/registerCapability', (p) => { this.registered.push(...p.registrations); return null; });
    this.connection.onRequest('window/workDoneProgress/create', () => null);
    this.progress = [];
    this.connection.onNotification('$/progress', (p) => { this.progress.push(p.value.kind); });
    this.connection.onRequest('workspace/configuration', () => [this.settings ?? null]);
    this.refreshed = 0;
    this.connection.onRequest('workspace/codeLens/refresh', () => { this.refreshed++; return null; });
    this.connection.onRequest('workspace/diagnostic/refresh', () => { this.refreshed++; return null; });
    this.connection.listen();
    this.params = {
      processId: process.pid,
      clientInfo: { name: 'conformance' },
      rootUri: pathToFileURL(this.dir).href,
      workspaceFolders: folders ? [{ uri: pathToFileURL(this.dir).href, name: 'test' }] : null,
      capabilities, initializationOptions: options,
    };
  }

  async start() {
    this.result = await this.request('initialize', this.params);
    await this.notify('initialized', {});
    return this.result;
  }

  write(name, text) {
    const at = path.join(this.dir, name);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, text);
  }

  uri(name) { return pathToFileURL(path.join(this.dir, name)).href; }
  // The library takes every argument that is given for a parameter, undefined too.
  request(method, ...rest) { return this.connection.sendRequest(method, ...rest); }
  notify(method, params) { return this.connection.sendNotification(method, params); }

  open(name, text, version = 1, languageId = 'bicep') {
    return this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(name), languageId, version, text } });
  }

  change(name, version, ...contentChanges) {
    return this.notify('textDocument/didChange', { textDocument: { uri: this.uri(name), version }, contentChanges });
  }

  last(name) { return this.published.filter((p) => p.uri === this.uri(name)).at(-1); }

  // until waits for what must come to hold.
  until(what, holds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(new Error(`${what} didn't come; last published ${JSON.stringify(this.published.at(-1))}, logged ${this.logged}, stderr ${this.stderr}`));
      }, patience);
      const look = () => {
        const v = holds();
        if (!v) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(v);
      };
      this.waiting.add(look);
      look();
    });
  }

  version(name, version) {
    return this.until(`version ${version} of ${name}`, () => {
      const p = this.last(name);
      return p && p.version === version && p.diagnostics;
    });
  }

  async end() {
    if (this.process.exitCode === null) {
      await this.request('shutdown');
      await this.notify('exit');
    }
    const how = await this.exited;
    this.connection.dispose();
    fs.rmSync(this.dir, { recursive: true, force: true });
    return how;
  }
}

module.exports = { Session };
