// axe.js AXE PAGE WIDTH NAME: what axe-core finds in a page, in headless Chromium over a pipe; its picture and its print as NAME.png and NAME.pdf.
// Ends with 1 where something is found, or where the page is wider than the screen.
const { spawn } = require('child_process');
const fs = require('fs');
const [axe, page, width, name] = process.argv.slice(2);
const profile = fs.mkdtempSync(require('os').tmpdir() + '/myatlas-pages.');
const browser = spawn('chromium', ['--headless=new', '--no-sandbox', '--disable-gpu', '--remote-debugging-pipe', '--user-data-dir=' + profile],
  { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
const waiting = {}, loaded = [];
let last = 0, rest = '';
browser.stdio[4].on('data', data => {
  const parts = (rest + data).split('\0');
  rest = parts.pop();
  for (const message of parts.map(part => JSON.parse(part))) {
    if (message.id) waiting[message.id](message.result);
    else if (message.method === 'Page.loadEventFired') loaded.forEach(done => done());
  }
});
let session;
const ask = (method, params = {}) => new Promise(answered => {
  waiting[++last] = answered;
  browser.stdio[3].write(JSON.stringify({ id: last, method, params, sessionId: session }) + '\0');
});
const evaluate = async expression => (await ask('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true })).result.value;

(async () => {
  const { targetId } = await ask('Target.createTarget', { url: 'about:blank' });
  session = (await ask('Target.attachToTarget', { targetId, flatten: true })).sessionId;
  await ask('Emulation.setDeviceMetricsOverride', { width: +width, height: 900, deviceScaleFactor: 1, mobile: false });
  await ask('Page.enable');
  const whole = new Promise(done => loaded.push(done));
  await ask('Page.navigate', { url: 'file://' + page });
  await whole;
  await evaluate(fs.readFileSync(axe, 'utf8') + ';0');
  const found = JSON.parse(await evaluate('axe.run().then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.nodes[0].target)))'));
  if (await evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')) found.push('wider than the screen');
  const height = await evaluate('document.documentElement.scrollHeight');
  const clip = { x: 0, y: 0, width: +width, height: Math.min(height, 2400), scale: 1 };
  fs.writeFileSync(name + '.png', Buffer.from((await ask('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true, clip })).data, 'base64'));
  fs.writeFileSync(name + '.pdf', Buffer.from((await ask('Page.printToPDF', { preferCSSPageSize: true, printBackground: true })).data, 'base64'));
  // Its processes end one after another, and write into the folder until then.
  const leave = tries => {
    try {
      fs.rmSync(profile, { recursive: true, force: true });
    } catch (error) {
      if (tries > 0) return setTimeout(leave, 100, tries - 1);
      throw error;
    }
    console.log(found.join('\n'));
    process.exit(found.length > 0 ? 1 : 0);
  };
  browser.once('exit', () => leave(50));
  browser.kill();
})();
