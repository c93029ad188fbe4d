// The packaged extension in real VS Code (code-server) in Chromium: squiggle,
// list of problems, hover, quick fix. Leaves screenshots to look at.
// usage: node run.js MODULES VSIX OUT
//   MODULES is a node_modules with code-server and playwright-core.
const { spawn, spawnSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [modules, vsix, out] = process.argv.slice(2).map((p) => path.resolve(p));
const { chromium } = require(path.join(modules, 'playwright-core'));
const entry = path.join(modules, 'code-server/out/node/entry.js');
const port = 18230;

async function main() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'moat-e2e-'));
  const workspace = path.join(dir, 'contoso');
  fs.mkdirSync(workspace);
  fs.mkdirSync(out, { recursive: true });
  const account = fs.readFileSync(path.join(__dirname, '../../../internal/moattest/lspclient/account.bicep'), 'utf8');
  fs.writeFileSync(path.join(workspace, 'main.bicep'), account);
  const common = ['--user-data-dir', path.join(dir, 'user'), '--extensions-dir', path.join(dir, 'extensions')];
  const installed = spawnSync(process.execPath, [entry, ...common, '--install-extension', vsix], { encoding: 'utf8' });
  if (installed.status !== 0) throw new Error(`the extension isn't installed: ${installed.stdout}${installed.stderr}`);
  const server = spawn(process.execPath, [
    entry, ...common, '--auth', 'none', '--bind-addr', `127.0.0.1:${port}`, '--disable-telemetry',
    '--disable-update-check', '--disable-workspace-trust', workspace,
  ], { stdio: 'ignore' });
  let browser;
  try {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(90_000);
    await reached(page);
    await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'main.bicep' }).dblclick();
    await page.waitForSelector('.squiggly-error');
    console.log('squiggle');

    await page.keyboard.press('Control+Shift+M');
    const problem = page.locator('.markers-panel .monaco-list-row', { hasText: 'IDN001' });
    await problem.first().waitFor();
    console.log('problem:', (await problem.first().innerText()).replace(/\s+/g, ' '));
    await page.screenshot({ path: path.join(out, '1-problems.png') });

    const line = page.locator('.monaco-editor .view-line', { hasText: 'disableLocalAuth' }).first();
    const marked = await page.locator('.squiggly-error').last().boundingBox();
    await page.mouse.move(marked.x + marked.width / 2, marked.y + marked.height / 2, { steps: 5 });
    const hover = page.locator('.monaco-hover', { hasText: 'IDN001' });
    await hover.first().waitFor();
    console.log('hover:', (await hover.first().innerText()).replace(/\s+/g, ' ').slice(0, 200));
    await page.screenshot({ path: path.join(out, '2-hover.png') });

    await line.click();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Control+.');
    await page.waitForSelector('.action-widget');
    const actions = await page.locator('.action-widget').innerText();
    console.log('actions:', actions.replace(/\n/g, ' | '));
    if (!actions.includes('Set disableLocalAuth to true')) throw new Error('the quick fix isn\'t offered');
    await page.screenshot({ path: path.join(out, '3-actions.png') });
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => [...document.querySelectorAll('.monaco-editor .view-line')].some((l) => l.textContent.replace(/\u00a0/g, ' ').includes('disableLocalAuth: true')));
    await problem.first().waitFor({ state: 'detached' });
    await page.screenshot({ path: path.join(out, '4-fixed.png') });
    console.log('fixed');
  } catch (e) {
    if (browser) await browser.contexts()[0]?.pages()[0]?.screenshot({ path: path.join(out, 'failed.png') });
    throw e;
  } finally {
    await browser?.close();
    server.kill();
    fs.rmSync(dir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

// reached opens the workbench, which takes a while to listen.
async function reached(page) {
  for (let tries = 60; ; tries--) {
    try {
      await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' });
      break;
    } catch (e) {
      if (tries === 0) throw e;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  await page.waitForSelector('.explorer-folders-view .monaco-list-row');
}

main().catch((e) => { console.error('FAILED', e.message); process.exit(1); });
