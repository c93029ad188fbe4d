// The methods of the server, as Microsoft's own client library sees them.
// usage: MOAT=path/to/moat node --test
const { test } = require('node:test');
const assert = require('node:assert/strict');
const { spawn } = require('child_process');
const fs = require('fs');
const path = require('path');
const { CancellationTokenSource } = require('vscode-languageserver-protocol/node');
const { Session } = require('./client.js');

const binary = process.env.MOAT;
if (!binary) throw new Error('MOAT names no program to test');

const account = fs.readFileSync(path.join(__dirname, 'account.bicep'), 'utf8');
const line = account.split('\n').findIndex((l) => l.includes('disableLocalAuth'));
const column = account.split('\n')[line].indexOf('false');
const at = (l, c) => ({ line: l, character: c });
const range = (l1, c1, l2, c2) => ({ start: at(l1, c1), end: at(l2, c2) });
const codes = (ds) => ds.filter((d) => d.severity !== 4).map((d) => d.code);

async function session(t, files, options) {
  const s = new Session(binary, files, options);
  t.after(async () => {
    const how = await s.end();
    assert.deepEqual([how.code, s.stderr], [0, '']);
  });
  await s.start();
  return s;
}

test('initialize tells what the server can do', async (t) => {
  const s = await session(t, {});
  const c = s.result.capabilities;
  assert.equal(c.positionEncoding, 'utf-16');
  assert.equal(c.textDocumentSync.change, 2);
  assert.equal(c.textDocumentSync.openClose, true);
  assert.equal(c.hoverProvider, true);
  assert.deepEqual(c.codeActionProvider.codeActionKinds, ['quickfix']);
  assert.ok(c.codeLensProvider);
  assert.equal(c.workspace.workspaceFolders.supported, true);
  assert.equal(c.diagnosticProvider, undefined, 'whoever is told everything must not ask too');
  assert.equal(s.result.serverInfo.name, 'moat');
});

test('positions are counted as agreed', async (t) => {
  for (const [encodings, want, columns] of [[['utf-16'], 'utf-16', 13], [['utf-8', 'utf-16'], 'utf-8', 16], [['utf-32'], 'utf-16', 13]]) {
    const s = await session(t, {}, { capabilities: { general: { positionEncodings: encodings } } });
    assert.equal(s.result.capabilities.positionEncoding, want);
    const text = account.replace('disableLocalAuth', '/* 🙂e\u0301 */ disableLocalAuth');
    await s.open('main.bicep', text);
    const d = (await s.version('main.bicep', 1)).find((x) => x.code === 'IDN001');
    const shift = columns - 2; // "/* " and " */ " around it
    assert.equal(d.range.start.line, line);
    assert.equal(d.range.start.character, column + shift);
    await s.change('main.bicep', 2, { range: d.range, text: 'true' });
    assert.ok(!codes(await s.version('main.bicep', 2)).includes('IDN001'));
  }
});

test('each version is published once', async (t) => {
  const s = await session(t, {});
  await s.open('main.bicep', account);
  await s.version('main.bicep', 1);
  for (let v = 2; v < 40; v++) {
    await s.change('main.bicep', v, { range: range(0, 0, 0, 0), text: '\n' });
    if (v % 3 === 0) await s.version('main.bicep', v);
  }
  await s.version('main.bicep', 39);
  const versions = s.published.filter((p) => p.uri === s.uri('main.bicep')).map((p) => p.version);
  assert.deepEqual(versions, [...new Set(versions)].sort((a, b) => a - b));
});

test('changes: many in one message, the whole text, and an insertion at the start', async (t) => {
  const s = await session(t, {});
  await s.open('main.bicep', '');
  await s.change('main.bicep', 2,
    { range: range(0, 0, 0, 0), text: account }, { range: range(0, 0, 0, 0), text: '\n' }, { range: range(line + 1, column, line + 1, column + 5), text: 'true' });
  assert.ok(!codes(await s.version('main.bicep', 2)).includes('IDN001'));
  await s.change('main.bicep', 3, { text: account });
  assert.ok(codes(await s.version('main.bicep', 3)).includes('IDN001'));
});

test('diagnostics carry code, link, evidence and severity', async (t) => {
  const s = await session(t, {}, {
    capabilities: { textDocument: { publishDiagnostics: { relatedInformation: true, codeDescriptionSupport: true } } },
    options: { ruleLink: 'https://contoso.example/rules/{rule}' },
  });
  const text = `param off bool = false\nparam open bool\n${account.replace('disableLocalAuth: false', 'disableLocalAuth: off').replace("'Disabled'", "open ? 'Enabled' : 'Disabled'")}`;
  await s.open('main.bicep', text);
  const ds = await s.version('main.bicep', 1);
  const keys = ds.find((d) => d.code === 'IDN001');
  assert.equal(keys.severity, 1);
  assert.equal(keys.source, 'moat');
  assert.equal(keys.codeDescription.href, 'https://contoso.example/rules/IDN001');
  assert.ok(keys.relatedInformation.length > 0);
  assert.ok(keys.message.includes('Fix: '));
  const open = ds.find((d) => d.code === 'NET001');
  assert.equal(open.severity, 4, 'what is undetermined is a hint');
});

test('pulled diagnostics: full, then unchanged; published ones are taken back', async (t) => {
  const s = await session(t, { 'main.bicep': account }, {
    capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    options: { diagnostics: 'pull' },
  });
  assert.equal(s.result.capabilities.diagnosticProvider.interFileDependencies, true);
  await s.until('what is on the disk', () => s.last('main.bicep')?.diagnostics.length > 0);
  await s.open('main.bicep', account);
  const ask = (previousResultId) => s.request('textDocument/diagnostic', { textDocument: { uri: s.uri('main.bicep') }, previousResultId });
  const full = await ask();
  assert.equal(full.kind, 'full');
  assert.ok(codes(full.items).includes('IDN001'));
  assert.deepEqual(await ask(full.resultId), { kind: 'unchanged', resultId: full.resultId });
  await s.until('the published ones to go', () => s.last('main.bicep').diagnostics.length === 0);
});

test('across files: a change of a module concerns its caller', async (t) => {
  const module = `param off bool\n${account.replace('disableLocalAuth: false', 'disableLocalAuth: off')}`;
  const main = "module m 'lib/m.bicep' = {\n  name: 'm'\n  params: { off: false }\n}\n";
  const s = await session(t, { 'main.bicep': main, 'lib/m.bicep': module });
  const told = (code) => () => codes(s.last('main.bicep')?.diagnostics ?? []).includes(code);
  await s.until('the finding in the caller', told('IDN001'));
  await s.open('lib/m.bicep', module.replace('disableLocalAuth: off', 'disableLocalAuth: true'));
  await s.until('the finding to go', () => !told('IDN001')());
  await s.notify('textDocument/didClose', { textDocument: { uri: s.uri('lib/m.bicep') } });
  await s.until('the finding again', told('IDN001'));
});

test('watched files: created, changed and deleted ones count', async (t) => {
  const s = await session(t, {}, { capabilities: { workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } } });
  await s.until('a registration', () => true);
  const watched = (type) => s.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: s.uri('main.bicep'), type }] });
  s.write('main.bicep', account);
  await watched(1);
  await s.until('the finding', () => codes(s.last('main.bicep')?.diagnostics ?? []).includes('IDN001'));
  s.write('main.bicep', account.replace('disableLocalAuth: false', 'disableLocalAuth: true'));
  await watched(2);
  await s.until('the finding to go', () => !codes(s.last('main.bicep').diagnostics).includes('IDN001'));
  fs.rmSync(path.join(s.dir, 'main.bicep'));
  await watched(3);
  await s.until('all to go', () => s.last('main.bicep').diagnostics.length === 0);
  assert.ok(s.registered.some((r) => r.method === 'workspace/didChangeWatchedFiles'));
});

test('a client that tells of no files: what is saved or closed is read again', async (t) => {
  const s = await session(t, { 'main.bicep': account });
  await s.until('the finding', () => codes(s.last('main.bicep')?.diagnostics ?? []).includes('IDN001'));
  await s.open('other.bicep', 'param x string\n');
  s.write('main.bicep', account.replace('disableLocalAuth: false', 'disableLocalAuth: true'));
  await s.notify('textDocument/didSave', { textDocument: { uri: s.uri('other.bicep') } });
  await s.until('the finding to go', () => !codes(s.last('main.bicep').diagnostics).includes('IDN001'));
});

test('quick fix: a versioned edit of one literal, from the server\'s own state', async (t) => {
  const s = await session(t, {}, { capabilities: { workspace: { workspaceEdit: { documentChanges: true } } } });
  await s.open('main.bicep', account);
  const ds = await s.version('main.bicep', 1);
  // A client may echo ranges that are wrong: only the position asked about counts.
  const lies = ds.map((d) => ({ ...d, range: range(0, 0, 0, 3) }));
  const actions = await s.request('textDocument/codeAction', {
    textDocument: { uri: s.uri('main.bicep') }, range: range(line, 0, line, 0), context: { diagnostics: lies },
  });
  const fix = actions.find((a) => a.title.startsWith('Set disableLocalAuth to true'));
  assert.equal(fix.kind, 'quickfix');
  assert.deepEqual(fix.edit.documentChanges, [{
    textDocument: { uri: s.uri('main.bicep'), version: 1 },
    edits: [{ range: range(line, column, line, column + 5), newText: 'true' }],
  }]);
  assert.ok(actions.some((a) => a.title.startsWith('Ignore IDN001')));
  assert.ok(actions.some((a) => a.command?.command === 'moat.explain'));
});

test('hover: rule, resource, value', async (t) => {
  const s = await session(t, {});
  await s.open('main.bicep', account);
  await s.version('main.bicep', 1);
  const hover = async (l, c) => (await s.request('textDocument/hover', { textDocument: { uri: s.uri('main.bicep') }, position: at(l, c) }))?.contents.value ?? '';
  assert.match(await hover(line, column + 1), /IDN001[\s\S]*false/);
  assert.match(await hover(0, 3), /Microsoft\.CognitiveServices\/accounts[\s\S]*Open:/);
  assert.match(await hover(2, 16), /westeurope/);
});

test('code lens: counts', async (t) => {
  const s = await session(t, {});
  await s.open('main.bicep', account);
  await s.version('main.bicep', 1);
  const lenses = await s.request('textDocument/codeLens', { textDocument: { uri: s.uri('main.bicep') } });
  assert.equal(lenses.length, 2);
  for (const l of lenses) assert.match(l.command.title, /^(deployment: )?\d+ gaps?( · \d+ undetermined)?$/);
});

test('explain: the page of a rule', async (t) => {
  const s = await session(t, {});
  assert.match(await s.request('workspace/executeCommand', { command: 'moat.explain', arguments: ['NET001'] }), /NET001/);
  await assert.rejects(s.request('workspace/executeCommand', { command: 'moat.explain', arguments: ['NOPE'] }), { code: -32602 });
});

test('settings: asked for, and followed', async (t) => {
  const s = await session(t, {}, { capabilities: { workspace: { configuration: true } } });
  const text = `param off bool\n${account.replace('disableLocalAuth: false', 'disableLocalAuth: off')}`;
  await s.open('main.bicep', text);
  const hints = (ds) => ds.filter((d) => d.severity === 4).length;
  assert.ok(hints(await s.version('main.bicep', 1)) > 0);
  s.settings = { undetermined: false };
  await s.notify('workspace/didChangeConfiguration', { settings: null });
  await s.until('hints to go', () => hints(s.last('main.bicep').diagnostics) === 0);
});

test('workspace folders come and go', async (t) => {
  const s = await session(t, { 'a/main.bicep': account }, { folders: false, capabilities: { workspace: { workspaceFolders: true } } });
  await s.notify('workspace/didChangeWorkspaceFolders', { event: { added: [{ uri: s.uri('a'), name: 'a' }], removed: [] } });
  await s.until('its findings', () => s.last('a/main.bicep')?.diagnostics.length > 0);
  await s.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [{ uri: s.uri('a'), name: 'a' }] } });
});

test('progress is shown while the workspace is read', async (t) => {
  const s = await session(t, { 'main.bicep': account }, { capabilities: { window: { workDoneProgress: true } } });
  await s.until('the findings', () => s.last('main.bicep')?.diagnostics.length > 0);
  await s.request('workspace/executeCommand', { command: 'moat.explain', arguments: ['NET001'] });
  await s.until('the end', () => s.progress.length === 2 || setTimeout(() => s.waiting.forEach((l) => l()), 10) && false);
  assert.deepEqual(s.progress, ['begin', 'end']);
});

test('cancelled requests are answered as such, and the server goes on', async (t) => {
  const s = await session(t, {});
  await s.open('main.bicep', account);
  const all = [];
  for (let i = 0; i < 200; i++) {
    const source = new CancellationTokenSource();
    all.push(s.request('textDocument/hover', { textDocument: { uri: s.uri('main.bicep') }, position: at(0, 3) }, source.token)
      .catch((e) => assert.ok([-32800, -32801].includes(e.code), `${e.code} ${e.message}`)));
    if (i % 2) source.cancel();
  }
  await Promise.all(all);
  assert.ok(await s.request('textDocument/hover', { textDocument: { uri: s.uri('main.bicep') }, position: at(0, 3) }));
});

test('an address comes back as the client wrote it', async (t) => {
  const s = await session(t, {});
  const name = 'a+b (1)@é/main.bicep';
  for (const write of [(u) => u, (u) => u.replaceAll('+', '%2B'), (u) => u.replaceAll('(', '%28')]) {
    const uri = write(s.uri(name));
    await s.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'bicep', version: 1, text: account } });
    await s.until(uri, () => s.published.some((p) => p.uri === uri && p.diagnostics.length > 0));
    const position = at(line, column);
    assert.match((await s.request('textDocument/hover', { textDocument: { uri }, position })).contents.value, /IDN001/);
    await s.notify('textDocument/didClose', { textDocument: { uri } });
  }
});

test('wrong requests get errors', async (t) => {
  const s = await session(t, {});
  await assert.rejects(s.request('textDocument/nope', {}), { code: -32601 });
  await assert.rejects(s.request('textDocument/hover', { textDocument: 5 }), { code: -32602 });
  await assert.rejects(s.request('initialize', s.params), { code: -32600 });
  await s.change('never-opened.bicep', 2, { text: 'x' });
  await s.until('a word in the log', () => s.logged.length > 0);
});

test('exit without shutdown has status 1, and the end of the input ends the server', async () => {
  for (const end of [(s) => s.notify('exit'), (s) => s.process.stdin.end()]) {
    const s = new Session(binary, {});
    await s.start();
    await end(s);
    assert.equal((await s.exited).code, 1);
    s.connection.dispose();
    fs.rmSync(s.dir, { recursive: true });
  }
});

test('the server ends with the process of its client', { timeout: 30_000 }, async () => {
  const parent = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 1000)']);
  const s = new Session(binary, {});
  s.params.processId = parent.pid;
  await s.start();
  assert.equal((await s.exited).code, 1);
  s.connection.dispose();
  fs.rmSync(s.dir, { recursive: true });
});
