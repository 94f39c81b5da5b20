import { createServer, type AddressInfo, type Socket } from 'node:net';

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

/** FAKE, at the true edge: a mail relay on loopback that takes every mail and delivers none. */
export interface Mailbox {
  /** For `CLAWBUTLER_SMTP_URL`. */
  url: string;
  mails: Mail[];
  /** The next mail that is not handed out yet; rejects when none comes within `timeoutMs`. */
  next(timeoutMs?: number): Promise<Mail>;
  stop(): Promise<void>;
}

export async function openMailbox(): Promise<Mailbox> {
  const mails: Mail[] = [];
  const waiting: ((mail: Mail) => void)[] = [];
  let handedOut = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    converse(socket, (raw) => {
      mails.push(read(raw));
      const taker = waiting.shift();
      if (taker) taker(mails[handedOut++]!);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    next: (timeoutMs = 15_000) =>
      new Promise((resolve, reject) => {
        if (handedOut < mails.length) return resolve(mails[handedOut++]!);
        const timer = setTimeout(() => reject(new Error(`No mail within ${timeoutMs} ms.`)), timeoutMs);
        waiting.push((mail) => {
          clearTimeout(timer);
          resolve(mail);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The few words of SMTP that a client needs to hand over a mail. */
function converse(socket: Socket, accept: (raw: string) => void): void {
  let buffer = '';
  let inMail = false;
  socket.on('error', () => undefined);
  socket.write('220 mailbox\r\n');
  socket.on('data', (chunk: Buffer) => {
    buffer += chunk.toString('utf8');
    for (;;) {
      const end = inMail ? '\r\n.\r\n' : '\r\n';
      const at = buffer.indexOf(end);
      if (at < 0) return;
      const part = buffer.slice(0, at);
      buffer = buffer.slice(at + end.length);
      if (inMail) accept(part);
      const command = inMail ? 'MAIL TAKEN' : part.slice(0, 4).toUpperCase();
      inMail = command === 'DATA';
      socket.write(command === 'DATA' ? '354 go on\r\n' : command === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n');
    }
  });
}

function read(raw: string): Mail {
  const gap = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, gap);
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  const body = raw.slice(gap + 4);
  const quoted = /quoted-printable/i.test(header('Content-Transfer-Encoding'));
  const text = quoted
    ? body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    : body;
  return { to: header('To'), subject: header('Subject'), text };
}
