// The extension starts the server and shows what it says; all knowledge is in
// the server.
import * as fs from 'fs';
import * as path from 'path';
import * as vscode from 'vscode';
import { LanguageClient, LanguageClientOptions, ServerOptions, TransportKind } from 'vscode-languageclient/node';
import { locate } from './locate';

let client: LanguageClient | undefined;

// Rules' pages are documents of their own scheme, so that they open beside the
// file in VS Code's Markdown preview.
const scheme = 'moat-rule';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, { provideTextDocumentContent: (uri) => page(ruleOf(uri)) }),
    vscode.commands.registerCommand('moat.restart', restart),
    vscode.commands.registerCommand('moat.explainRule', explain),
    vscode.workspace.onDidChangeConfiguration((e) => {
      if (e.affectsConfiguration('moat.path')) void restart();
    }),
  );
  await start(context);

  async function restart(): Promise<void> {
    await client?.dispose();
    client = undefined;
    await start(context);
  }
}

export async function deactivate(): Promise<void> {
  await client?.dispose();
}

async function start(context: vscode.ExtensionContext): Promise<void> {
  const program = locate({
    configured: vscode.workspace.getConfiguration('moat').get<string>('path', ''),
    bundled: context.asAbsolutePath(path.join('server', process.platform === 'win32' ? 'moat.exe' : 'moat')),
    searchPath: process.env.PATH ?? '',
    windows: process.platform === 'win32',
    exists: (p) => { try { fs.accessSync(p, fs.constants.X_OK); return fs.statSync(p).isFile(); } catch { return false; } },
  });
  if (program.path === undefined) {
    const settings = 'Open settings';
    if (await vscode.window.showErrorMessage(program.problem, settings) === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'moat.path');
    }
    return;
  }
  const server: ServerOptions = { command: program.path, args: ['lsp'], transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...['bicep', 'bicep-params', 'terraform', 'terraform-vars', 'opentofu', 'opentofu-vars', 'arm-template', 'json', 'jsonc']
        .map((language) => ({ scheme: 'file', language })),
      { scheme: 'file', pattern: '**/*.{bicep,bicepparam,tf,tfvars}' },
      { scheme: 'file', pattern: '**/.moat.yaml' },
    ],
    initializationOptions: {
      ...vscode.workspace.getConfiguration('moat'),
      ruleLink: 'command:moat.explainRule?%5B%22{rule}%22%5D',
    },
    middleware: {
      // The command of the code action is the server's; here it opens a page.
      executeCommand: (command, args, next) => command === 'moat.explain' ? explain(String(args[0])) : next(command, args),
    },
  };
  client = new LanguageClient('moat', 'Moat', server, options);
  try {
    await client.start();
  } catch (e) {
    void vscode.window.showErrorMessage(`Moat: ${program.path} can't be started: ${e instanceof Error ? e.message : String(e)}`);
  }
}

// explain shows a rule's page beside the file.
async function explain(id?: string): Promise<void> {
  const rule = id ?? await vscode.window.showInputBox({ prompt: 'The id of a rule, as in NET001', validateInput: (v) => /^[A-Za-z]{3}\d{3}$/.test(v) ? undefined : 'three letters and three digits' });
  if (!rule) return;
  await vscode.commands.executeCommand('markdown.showPreviewToSide', vscode.Uri.from({ scheme, path: `/${rule.toUpperCase()}.md` }));
}

function ruleOf(uri: vscode.Uri): string {
  return path.posix.basename(uri.path, '.md');
}

async function page(rule: string): Promise<string> {
  if (!client) return 'The server isn\'t running.';
  try {
    return await client.sendRequest<string>('workspace/executeCommand', { command: 'moat.explain', arguments: [rule] });
  } catch (e) {
    return `There is no page of ${rule}: ${e instanceof Error ? e.message : String(e)}`;
  }
}
